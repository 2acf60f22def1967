package dev.edict.query.policy.history;

import static org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE;

import dev.edict.query.Page;
import dev.edict.query.QueryRejection;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.security.RolesAllowed;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Serves histories of policies. */
@RestController
class PolicyHistoryController {

    private final PolicyHistoryReader histories;

    PolicyHistoryController(PolicyHistoryReader histories) {
        this.histories = histories;
    }

    @GetMapping("/v1/zones/{zoneId}/policies/{policyId}/history")
    @RolesAllowed("zone:read")
    @Operation(
            operationId = "listPolicyHistory",
            summary = "Lists the versions of a policy, newest first: who, when, what differs, and when each governed.",
            tags = "Policies")
    @ApiResponse(responseCode = "400", description = "invalid_query, invalid_cursor")
    @ApiResponse(responseCode = "404", description = "policy_not_found")
    @ApiResponse(responseCode = "500", description = "content_corrupted")
    @ApiResponse(responseCode = "default", content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    Page<PolicyHistoryEntry> list(
            @PathVariable String zoneId, @PathVariable String policyId, PolicyHistoryRequest asked) {
        return histories
                .find(zoneId, policyId, asked)
                .orElseThrow(() ->
                        QueryRejection.Reason.POLICY_NOT_FOUND.because("no policy %s in zone %s", policyId, zoneId));
    }
}
