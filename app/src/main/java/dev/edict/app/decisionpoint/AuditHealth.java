package dev.edict.app.decisionpoint;

import dev.edict.decisionpoint.audit.DecisionAudit;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Whether the audit keeps every decision (contract §6.4). A decision point that does not is out of service; Edict itself
 * is degraded only, because a rollback must be possible.
 */
final class AuditHealth implements HealthIndicator {

    static final Status DEGRADED = new Status("EVIDENCE_MISSING", "the audit does not keep every decision");

    private final DecisionAudit audit;
    private final Status whenInTrouble;

    AuditHealth(DecisionAudit audit, Status whenInTrouble) {
        this.audit = audit;
        this.whenInTrouble = whenInTrouble;
    }

    @Override
    public Health health() {
        return audit.trouble()
                .map(trouble -> Health.status(whenInTrouble).withDetail("error", trouble))
                .map(this::withReason)
                .orElseGet(() -> Health.up().build());
    }

    private Health withReason(Health.Builder health) {
        var reason = audit.spillTrouble();
        return reason.isEmpty()
                ? health.build()
                : health.withDetail("spill", reason).build();
    }
}
