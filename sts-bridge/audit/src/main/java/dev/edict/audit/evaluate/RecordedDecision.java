package dev.edict.audit.evaluate;

import dev.edict.audit.event.EventReason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An event as it is stored.
 *
 * @param manifestSha the hash of a manifest, or {@link #UNGOVERNED}
 * @param determiningPolicies null if the event does not tell them, as a log of the decision alone
 * @param diagnostics null if the event does not tell them
 * @param metadata empty if the event has none
 */
public record RecordedDecision(
        String id,
        String zoneId,
        String eventType,
        String requestId,
        String decision,
        @Nullable String policySetVersionId,
        @Nullable String manifestSha,
        @Nullable String evaluationStatus,
        @Nullable List<Map<String, Object>> determiningPolicies,
        @Nullable List<Map<String, Object>> diagnostics,
        Map<String, Object> metadata,
        Instant occurredAt) {

    /** The contract's word for a zone that nothing governs (contract §7.1, §8.5). */
    static final String UNGOVERNED = "no_active_policy_set";

    /** The exchange of a token service (contract §7.1). */
    static final String TOKEN_EXCHANGE = "token_exchange";

    static final String COMPLETE = "complete";
    static final String EVALUATION_FAILED = "policy_eval_failed";

    private static final Set<String> OF_A_POLICY = Set.of(TOKEN_EXCHANGE, "policy_decision", "opa_decision");
    private static final Set<String> EVALUATED = Set.of(COMPLETE, EVALUATION_FAILED);

    /** Why it was denied or is on hold; null for an allow, or if the event does not tell. */
    public @Nullable String reason() {
        return EventReason.of(diagnostics, evaluationStatus, metadata);
    }

    /** Whether a policy made it, or an attempt to evaluate one: everything else was decided before any policy. */
    public boolean isOfAPolicy() {
        return OF_A_POLICY.contains(eventType) && evaluationStatus != null && EVALUATED.contains(evaluationStatus);
    }

    public boolean isFailedEvaluation() {
        return EVALUATION_FAILED.equals(evaluationStatus);
    }

    /** Whether nothing governed the zone when it was decided. */
    public boolean isUngoverned() {
        return policySetVersionId == null && (UNGOVERNED.equals(manifestSha) || UNGOVERNED.equals(reason()));
    }
}
