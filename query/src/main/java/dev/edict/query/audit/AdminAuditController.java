package dev.edict.query.audit;

import dev.edict.query.Page;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.annotation.security.RolesAllowed;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Lists the Admin API requests of a zone over HTTP (contract §1.6). */
@RestController
class AdminAuditController {

    private final AdminAuditReader audit;

    AdminAuditController(AdminAuditReader audit) {
        this.audit = audit;
    }

    @GetMapping("/v1/zones/{zoneId}/admin-audit")
    @RolesAllowed("zone:read")
    @Operation(operationId = "listAdminActions", summary = "Lists Admin API requests, newest first.", tags = "Audit")
    ResponseEntity<Page<AdminAuditEntry>> list(@PathVariable String zoneId, AdminAuditRequest asked) {
        return asked.listing().answer("admin-audit-" + zoneId, Page.of(audit.list(zoneId, asked), asked.page()));
    }
}
