package dev.edict.query.policy;

import static org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE;

import dev.edict.query.NameFilter;
import dev.edict.query.Page;
import dev.edict.query.PageRequest;
import dev.edict.query.QueryRejection;
import dev.edict.query.StateTag;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Reads policies over HTTP (contract §1.2). */
@RestController
class PolicyController {

    private final PolicyReader policies;

    PolicyController(PolicyReader policies) {
        this.policies = policies;
    }

    @GetMapping("/v1/zones/{zoneId}/policies")
    @RolesAllowed("zone:read")
    @Operation(
            operationId = "listPolicies",
            summary = "Lists live policies, newest first, or finds the one of a name.",
            tags = "Policies")
    Page<Policy> list(@PathVariable String zoneId, PageRequest asked, NameFilter filter) {
        return Page.of(policies.list(zoneId, asked, filter.name()), asked);
    }

    @GetMapping("/v1/zones/{zoneId}/policies/{policyId}")
    @RolesAllowed("zone:read")
    @Operation(operationId = "getPolicy", summary = "Gets a live policy with all its versions.", tags = "Policies")
    @ApiResponse(responseCode = "200", headers = @Header(name = "ETag"), useReturnTypeSchema = true)
    @ApiResponse(responseCode = "404", description = "policy_not_found")
    @ApiResponse(responseCode = "500", description = "content_corrupted")
    PolicyWithVersions get(@PathVariable String zoneId, @PathVariable String policyId, HttpServletResponse response) {
        var policy = policies.find(zoneId, policyId)
                .orElseThrow(() -> QueryRejection.Reason.POLICY_NOT_FOUND.because(
                        "no live policy %s in zone %s", policyId, zoneId));
        var versions = policies.versions(policyId);
        StateTag.set(response, "v" + (versions.isEmpty() ? 0 : versions.get(0).version()));
        return new PolicyWithVersions(policy, versions);
    }

    @GetMapping("/v1/zones/{zoneId}/policies/{policyId}/versions/{versionId}")
    @RolesAllowed("zone:read")
    @Operation(operationId = "getPolicyVersion", summary = "Gets a version of a policy.", tags = "Policies")
    @ApiResponse(responseCode = "404", description = "policy_version_not_found")
    @ApiResponse(responseCode = "500", description = "content_corrupted")
    @ApiResponse(responseCode = "default", content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    PolicyVersion version(@PathVariable String zoneId, @PathVariable String policyId, @PathVariable String versionId) {
        return policies.version(zoneId, policyId, versionId)
                .orElseThrow(() -> QueryRejection.Reason.POLICY_VERSION_NOT_FOUND.because(
                        "no version %s of policy %s in zone %s", versionId, policyId, zoneId));
    }
}
