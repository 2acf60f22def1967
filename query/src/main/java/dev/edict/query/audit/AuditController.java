package dev.edict.query.audit;

import dev.edict.query.Page;
import dev.edict.query.QueryRejection;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Reads the decisions of a zone over HTTP, as a list or for one request (contract §1.6). */
@RestController
class AuditController {

    private final AuditReader audit;

    AuditController(AuditReader audit) {
        this.audit = audit;
    }

    @GetMapping("/v1/zones/{zoneId}/audit")
    @RolesAllowed("zone:read")
    @Operation(operationId = "listDecisions", summary = "Lists decisions, newest first.", tags = "Audit")
    ResponseEntity<Page<AuditedDecision>> list(@PathVariable String zoneId, AuditRequest asked) {
        return asked.listing().answer("audit-" + zoneId, asked.page(audit.list(zoneId, asked)));
    }

    @GetMapping("/v1/zones/{zoneId}/audit/by-request/{requestId}")
    @RolesAllowed("zone:read")
    @Operation(operationId = "getDecisionsOfRequest", summary = "Gets the decisions about a request.", tags = "Audit")
    @ApiResponse(responseCode = "404", description = "request_not_found")
    List<AuditedDecision> byRequest(@PathVariable String zoneId, @PathVariable String requestId) {
        return recorded(zoneId, requestId).stream().map(RecordedDecision::shown).toList();
    }

    @GetMapping("/v1/zones/{zoneId}/audit/by-request/{requestId}/explain")
    @RolesAllowed("zone:read")
    @Operation(
            operationId = "explainRequest",
            summary = "Explains a request, with inputs to simulate its denials.",
            tags = "Audit")
    @ApiResponse(responseCode = "404", description = "request_not_found")
    ExplainedRequest explain(@PathVariable String zoneId, @PathVariable String requestId) {
        return ExplainedRequest.of(zoneId, requestId, recorded(zoneId, requestId));
    }

    private List<RecordedDecision> recorded(String zoneId, String requestId) {
        var events = audit.byRequest(zoneId, requestId);
        if (events.isEmpty()) {
            throw QueryRejection.Reason.REQUEST_NOT_FOUND.because(
                    "no event of request %s in zone %s", requestId, zoneId);
        }
        return events;
    }
}
