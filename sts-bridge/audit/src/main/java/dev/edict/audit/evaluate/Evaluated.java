package dev.edict.audit.evaluate;

import dev.edict.audit.event.EventReason;
import dev.edict.decision.Decision;
import dev.edict.decision.Explanation.Gates;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a version answers to a recorded input.
 *
 * @param outcome {@code decided}, {@code not_executed} or {@code not_reproducible}
 * @param versionId null if nothing governs the zone, or the event does not tell
 * @param engine the decision engine that answered; null if none was asked
 * @param decision {@code allow} or {@code deny}; null if there is none
 * @param reason why it denies, or {@code step_up_required}; why there is no decision otherwise; null for a plain allow
 * @param explanation the gates up to the deciding one, or to the last that could be evaluated
 * @param missing members of the input that a decision depends on and the event does not tell
 */
public record Evaluated(
        String outcome,
        @Nullable String versionId,
        @Nullable String manifestSha256,
        @Nullable String engine,
        @Nullable String decision,
        @Nullable String reason,
        List<Map<String, Object>> determiningPolicies,
        List<Map<String, Object>> diagnostics,
        @Nullable Gates explanation,
        List<String> missing) {

    private static final String DECIDED = "decided";
    private static final String NOT_EXECUTED = "not_executed";
    private static final String NOT_REPRODUCIBLE = "not_reproducible";

    /** Why an event cannot be evaluated again. */
    enum Obstacle {
        /** The event tells no decision of a policy, but one that came before, such as an unknown resource. */
        NO_POLICY_DECISION,
        /** What the event has as input is none. */
        INVALID_INPUT,
        /** A gate reads a member that the event does not tell. */
        INCOMPLETE_INPUT,
        /** The event does not tell under which version it was decided. */
        VERSION_NOT_RECORDED,
        /** No sealed version of the zone has the id that the event tells. */
        VERSION_UNKNOWN,
        /** The version has another manifest than the one by which it was decided. */
        MANIFEST_DIFFERS;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Evaluated impossible(Obstacle obstacle, Governance governance) {
        return none(NOT_REPRODUCIBLE, obstacle.code(), governance, null, null, List.of());
    }

    static Evaluated incomplete(Governance governance, @Nullable Gates gates, List<String> missing) {
        return none(NOT_REPRODUCIBLE, Obstacle.INCOMPLETE_INPUT.code(), governance, null, gates, missing);
    }

    /** @param why in the engine's words */
    static Evaluated notExecuted(String why, Governance governance, String engine, Gates gates) {
        return none(NOT_EXECUTED, why, governance, engine, gates, List.of());
    }

    /** Row 0 of the contract's table, which no engine has (contract §8.5). */
    static Evaluated ungoverned() {
        return new Evaluated(
                DECIDED,
                null,
                null,
                null,
                Decision.Effect.DENY.word(),
                RecordedDecision.UNGOVERNED,
                List.of(),
                List.of(Map.of("reason", RecordedDecision.UNGOVERNED)),
                null,
                List.of());
    }

    static Evaluated decided(Decision decision, Governance governance, String engine, Gates gates) {
        return new Evaluated(
                DECIDED,
                governance.versionId(),
                governance.manifestSha256(),
                engine,
                decision.effect().word(),
                EventReason.of(decision.diagnostics(), null, null),
                decision.determiningPolicies(),
                decision.diagnostics(),
                gates,
                List.of());
    }

    private static Evaluated none(
            String outcome,
            String why,
            Governance governance,
            @Nullable String engine,
            @Nullable Gates gates,
            List<String> missing) {
        return new Evaluated(
                outcome,
                governance.versionId(),
                governance.manifestSha256(),
                engine,
                null,
                why,
                List.of(),
                List.of(),
                gates,
                missing);
    }

    boolean hasDecision() {
        return decision != null;
    }

    boolean hasFailed() {
        return outcome.equals(NOT_EXECUTED);
    }
}
