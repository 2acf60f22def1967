package dev.edict.audit.evaluate;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Evaluates recorded decisions again over HTTP. */
@RestController
class EvaluationController {

    private final EvaluationService evaluations;

    EvaluationController(EvaluationService evaluations) {
        this.evaluations = evaluations;
    }

    @PostMapping("/v1/zones/{zoneId}/decisions/{eventId}/evaluate")
    @RolesAllowed("zone:read")
    @Operation(
            operationId = "evaluateDecision",
            summary = "Evaluates a recorded decision under the version of then and under another; changes nothing.",
            tags = "Audit")
    @ApiResponse(responseCode = "404", description = "decision_not_found, version_not_found")
    @ApiResponse(responseCode = "500", description = "content_corrupted")
    Reevaluation evaluate(
            @PathVariable String zoneId, @PathVariable String eventId, @Valid @RequestBody EvaluateBody body) {
        return evaluations.evaluate(zoneId, eventId, body.versionId());
    }

    @PostMapping("/v1/zones/{zoneId}/decisions/{eventId}/case")
    @RolesAllowed("zone:read")
    @Operation(
            operationId = "makeCaseOfDecision",
            summary = "Makes a simulation case of a recorded decision; stores nothing.",
            tags = "Audit")
    @ApiResponse(responseCode = "404", description = "decision_not_found")
    @ApiResponse(responseCode = "409", description = "not_reproducible")
    @ApiResponse(responseCode = "500", description = "content_corrupted")
    RecordedCase makeCase(
            @PathVariable String zoneId, @PathVariable String eventId, @Valid @RequestBody CaseBody body) {
        return evaluations.makeCase(zoneId, eventId, body.name());
    }

    @PostMapping("/v1/zones/{zoneId}/decisions/cases")
    @RolesAllowed("zone:read")
    @Operation(
            operationId = "makeCasesOfDecisions",
            summary = "Makes simulation cases of up to 100 recorded decisions; stores nothing.",
            tags = "Audit")
    @ApiResponse(responseCode = "500", description = "content_corrupted")
    RecordedSuite makeCases(@PathVariable String zoneId, @Valid @RequestBody CasesBody body) {
        return evaluations.makeCases(zoneId, body.eventIds());
    }
}
