package dev.edict.app.decisionpoint;

import dev.edict.decisionpoint.audit.DecisionAudit;
import dev.edict.decisionpoint.audit.DecisionRecorder;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/** The metrics and the health of the audit of decisions, as far as there is one. */
final class AuditBeans {

    private AuditBeans() {}

    static MeterBinder meters(DecisionRecorder recorder) {
        return recorder instanceof DecisionAudit audit ? new AuditMeters(audit) : none -> {};
    }

    static HealthIndicator health(DecisionRecorder recorder, Status whenInTrouble) {
        return recorder instanceof DecisionAudit audit
                ? new AuditHealth(audit, whenInTrouble)
                : () -> Health.up().build();
    }
}
