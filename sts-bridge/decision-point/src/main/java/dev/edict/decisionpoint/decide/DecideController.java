package dev.edict.decisionpoint.decide;

import static org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE;

import dev.edict.command.api.Rejection;
import dev.edict.decision.input.InvalidPolicyInput;
import dev.edict.decision.input.PolicyInput;
import dev.edict.decisionpoint.DecisionPoint;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Decides requests over HTTP. */
@RestController
class DecideController {

    private final DecisionPoint point;

    DecideController(DecisionPoint point) {
        this.point = point;
    }

    @PostMapping("/v1/zones/{zoneId}/decide")
    @RolesAllowed("decide:ask")
    @Operation(
            operationId = "decide",
            summary = "Decides a request under the bundle in force; only the outcome allowed is access.",
            tags = "Decisions")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            content = @Content(schema = @Schema(implementation = DecisionInput.class)))
    @ApiResponse(responseCode = "400", description = "invalid_policy_input")
    @ApiResponse(responseCode = "503", description = "audit_unavailable")
    @ApiResponse(responseCode = "default", content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    DecisionAnswer decide(
            @PathVariable String zoneId, @RequestBody Map<String, Object> input, HttpServletRequest request) {
        return DecisionAnswer.of(point.decide(zoneId, read(input), request.getRequestId()));
    }

    private static PolicyInput read(Map<String, Object> input) {
        try {
            return PolicyInput.from(input);
        } catch (InvalidPolicyInput e) {
            throw Rejection.Reason.INVALID_POLICY_INPUT.because("%s", e.getMessage());
        }
    }
}
