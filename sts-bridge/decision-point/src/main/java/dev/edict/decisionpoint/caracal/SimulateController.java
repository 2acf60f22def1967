package dev.edict.decisionpoint.caracal;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import dev.edict.command.api.Rejection;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.security.PermitAll;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Evaluates one request under the documents that come with it, as the contract's decision point does (contract §6.4). */
@RestController
class SimulateController {

    private static final int LONGEST_BODY = 64 * 1024;

    private final SignedRequests signed;

    SimulateController(SignedRequests signed) {
        this.signed = signed;
    }

    /** The evaluated result, with what the request named. */
    record EvaluatedDocuments(String policySetId, String versionId, String manifestSha256, ContractResult result) {}

    /** The contract's result (contract §8.4). */
    record ContractResult(
            String decision,
            List<Map<String, Object>> determiningPolicies,
            String evaluationStatus,
            List<Map<String, Object>> diagnostics) {}

    @PostMapping("/internal/policy/simulate")
    @PermitAll
    @Operation(
            operationId = "simulateDocuments",
            summary = "Evaluates one request under given documents; the request is signed.",
            tags = "Decisions")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            content =
                    @Content(
                            mediaType = APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = SimulationRequest.SimulationBody.class)))
    @ApiResponse(responseCode = "400", description = "invalid_token")
    @ApiResponse(responseCode = "401", description = "access_denied")
    @ApiResponse(responseCode = "422", description = "policy_eval_failed")
    EvaluatedDocuments simulate(@RequestBody(required = false) byte[] body, HttpServletRequest request) {
        var bytes = body == null ? new byte[0] : body;
        if (bytes.length > LONGEST_BODY) {
            throw Rejection.Reason.INVALID_TOKEN.because(
                    "the body has %d bytes: send at most %d", bytes.length, LONGEST_BODY);
        }
        signed.verify(request, bytes);
        var asked = SimulationRequest.read(bytes);
        return new EvaluatedDocuments(asked.policySetId(), asked.versionId(), asked.manifestSha256(), asked.evaluate());
    }
}
