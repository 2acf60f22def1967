package dev.edict.decisionpoint;

import dev.edict.command.api.Rejection;
import dev.edict.decision.input.PolicyInput;
import dev.edict.decisionpoint.audit.AuditUnavailable;
import dev.edict.decisionpoint.audit.AuditedDecision;
import dev.edict.decisionpoint.audit.DecisionRecorder;
import dev.edict.replica.Outcome;
import dev.edict.replica.Replica;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Decides requests under the bundle in force, and records each decision before its answer leaves. */
@Component
public class DecisionPoint {

    private final Replica replica;
    private final DecisionRecorder audit;
    private final DecisionMeters meters;

    DecisionPoint(Replica replica, DecisionRecorder audit, DecisionMeters meters) {
        this.replica = replica;
        this.audit = audit;
        this.meters = meters;
    }

    /**
     * Decides a request (contract §8.5).
     *
     * @param zoneId the zone of the path, which the principal must belong to
     * @param requestId for the audit
     * @throws Rejection {@code invalid_policy_input} for a principal of another zone, {@code audit_unavailable} if the
     *     decision must be recorded durably and cannot be
     */
    public Outcome decide(String zoneId, PolicyInput input, String requestId) {
        if (!input.principal().zoneId().equals(zoneId)) {
            throw Rejection.Reason.INVALID_POLICY_INPUT.because(
                    "principal.zone_id: expected the zone of the path, %s", zoneId);
        }
        var outcome = replica.decide(zoneId, input);
        try {
            audit.record(new AuditedDecision(zoneId, requestId, input, outcome, Instant.now()));
        } catch (AuditUnavailable e) {
            throw Rejection.Reason.AUDIT_UNAVAILABLE
                    .because("the decision cannot be recorded: %s", e.getMessage())
                    .with(Rejection.RETRY_AFTER, 1L);
        }
        meters.count(outcome);
        return outcome;
    }
}
