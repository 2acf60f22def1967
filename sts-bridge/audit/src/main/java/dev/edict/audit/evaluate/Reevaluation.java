package dev.edict.audit.evaluate;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A recorded decision, and what its input gets under the version of then and under another.
 *
 * @param reproduced {@code yes} if the version of then has the recorded decision and reason, {@code no} if it has
 *     others, {@code not_reproducible} if that cannot be told
 * @param then under the version that governed when it was decided
 * @param other under the version in force, or the one that was asked for
 */
public record Reevaluation(
        String eventId,
        String zoneId,
        String requestId,
        Instant occurredAt,
        String reproduced,
        EvaluatedInput input,
        RecordedOutcome recorded,
        Evaluated then,
        Evaluated other,
        Differences differs) {

    private static final String YES = "yes";
    private static final String NO = "no";
    private static final String NOT_REPRODUCIBLE = "not_reproducible";

    /**
     * What was evaluated.
     *
     * @param source {@code recorded}, {@code rebuilt} from other metadata, or {@code none}
     * @param missing members that the event does not tell, or that were redacted; sorted
     */
    public record EvaluatedInput(String source, List<String> missing) {

        private static final String RECORDED = "recorded";

        static final EvaluatedInput NONE = new EvaluatedInput("none", List.of());

        /** What was recorded is no input without these. */
        static EvaluatedInput without(List<String> missing) {
            return new EvaluatedInput(RECORDED, List.copyOf(new TreeSet<>(missing)));
        }

        static EvaluatedInput of(EventInput input) {
            return new EvaluatedInput(
                    input.isRecorded() ? RECORDED : "rebuilt", input.partial().unknown());
        }
    }

    /** The decision as the event has it; null for what it does not tell. */
    public record RecordedOutcome(
            String eventType,
            String decision,
            @Nullable String reason,
            @Nullable String evaluationStatus,
            @Nullable String versionId,
            @Nullable String manifestSha256,
            @Nullable List<Map<String, Object>> determiningPolicies,
            @Nullable List<Map<String, Object>> diagnostics) {

        static RecordedOutcome of(RecordedDecision event) {
            return new RecordedOutcome(
                    event.eventType(),
                    event.decision(),
                    event.reason(),
                    event.evaluationStatus(),
                    event.policySetVersionId(),
                    event.manifestSha(),
                    event.determiningPolicies(),
                    event.diagnostics());
        }
    }

    /** What differs; null where one of the two has no decision. */
    public record Differences(@Nullable Difference recordedThen, @Nullable Difference thenOther) {}

    static Reevaluation of(RecordedDecision event, EvaluatedInput input, Evaluated then, Evaluated other) {
        var recordedThen = Difference.between(event, then);
        return new Reevaluation(
                event.id(),
                event.zoneId(),
                event.requestId(),
                event.occurredAt(),
                reproduced(event, then, recordedThen),
                input,
                RecordedOutcome.of(event),
                then,
                other,
                new Differences(recordedThen, Difference.between(then, other)));
    }

    private static String reproduced(RecordedDecision event, Evaluated then, @Nullable Difference recordedThen) {
        if (recordedThen != null) {
            return recordedThen.hasSameOutcome() ? YES : NO;
        }
        // An evaluation that failed, and fails again.
        return then.hasFailed() && event.isFailedEvaluation() ? YES : NOT_REPRODUCIBLE;
    }
}
