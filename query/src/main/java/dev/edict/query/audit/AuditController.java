package dev.edict.query.audit;

import dev.edict.query.Page;
import dev.edict.query.QueryRejection;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What was decided in a zone, over HTTP: all of it, or about one request (contract §1.6). */
@RestController
class AuditController {

    private final AuditReader audit;

    AuditController(AuditReader audit) {
        this.audit = audit;
    }

    @GetMapping("/v1/zones/{zoneId}/audit")
    ResponseEntity<Page<AuditedDecision>> list(@PathVariable String zoneId, HttpServletRequest request) {
        var asked = AuditRequest.of(request);
        return asked.listing().answer("audit-" + zoneId, audit.list(zoneId, asked));
    }

    @GetMapping("/v1/zones/{zoneId}/audit/by-request/{requestId}")
    List<AuditedDecision> byRequest(@PathVariable String zoneId, @PathVariable String requestId) {
        return recorded(zoneId, requestId).stream().map(RecordedDecision::shown).toList();
    }

    @GetMapping("/v1/zones/{zoneId}/audit/by-request/{requestId}/explain")
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
