package dev.edict.command.simulation;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.edict.decision.Decision;
import dev.edict.decision.Evaluation;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The result of a case.
 *
 * @param actual {@code allow}, {@code deny}, or null if it was not executed
 * @param outcome {@code passed}, {@code failed} or {@code not_executed}
 * @param reason the deny reason, or why it was not executed; null for an allow
 */
public record CaseResult(
        String name,
        String expected,
        @Nullable String expectedReason,
        @Nullable String actual,
        Outcome outcome,
        @Nullable String reason) {

    public enum Outcome {
        PASSED,
        FAILED,
        NOT_EXECUTED;

        @JsonValue
        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static CaseResult of(SimulationCase expected, Evaluation evaluation) {
        if (evaluation instanceof Evaluation.Decided decided) {
            return of(expected, decided.decision());
        }
        var reason = ((Evaluation.NotExecuted) evaluation).reason();
        return new CaseResult(
                expected.name(), expected.expect(), expected.expectReason(), null, Outcome.NOT_EXECUTED, reason);
    }

    private static CaseResult of(SimulationCase expected, Decision decision) {
        var actual = decision.effect().word();
        var reason = decision.reason().orElse(null);
        var asExpected = actual.equals(expected.expect())
                && (expected.expectReason() == null || expected.expectReason().equals(reason));
        return new CaseResult(
                expected.name(),
                expected.expect(),
                expected.expectReason(),
                actual,
                asExpected ? Outcome.PASSED : Outcome.FAILED,
                reason);
    }
}
