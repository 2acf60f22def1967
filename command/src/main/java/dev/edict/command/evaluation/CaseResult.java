package dev.edict.command.evaluation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.edict.command.api.simulation.Tally;
import dev.edict.decision.Decision;
import dev.edict.decision.Evaluation;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The result of a case.
 *
 * @param actual {@code allow}, {@code deny}, or null if it was not executed
 * @param outcome {@code passed}, {@code failed} or {@code not_executed}
 * @param reason the deny reason, or why it was not executed; null for an allow
 * @param missingDiagnostics those expected that no diagnostic of the decision contains; null if there are none
 */
public record CaseResult(
        String name,
        String expected,
        @Nullable String expectedReason,
        @Nullable String actual,
        Outcome outcome,
        @Nullable String reason,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Map<String, Object>> missingDiagnostics) {

    public enum Outcome {
        PASSED,
        FAILED,
        NOT_EXECUTED;

        @JsonValue
        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Compares an evaluation with what is expected. */
    public static CaseResult of(SimulationCase expected, Evaluation evaluation) {
        return evaluation instanceof Evaluation.Decided decided
                ? of(expected, decided.decision())
                : notExecuted(expected, ((Evaluation.NotExecuted) evaluation).reason());
    }

    /** Counts results by outcome. */
    public static Tally tally(List<CaseResult> results) {
        var counts = new EnumMap<Outcome, Integer>(Outcome.class);
        results.forEach(result -> counts.merge(result.outcome(), 1, Integer::sum));
        return new Tally(
                counts.getOrDefault(Outcome.PASSED, 0),
                counts.getOrDefault(Outcome.FAILED, 0),
                counts.getOrDefault(Outcome.NOT_EXECUTED, 0));
    }

    /** The result of a case that no engine decided. */
    public static CaseResult notExecuted(SimulationCase expected, String why) {
        return new CaseResult(
                expected.name(), expected.expect(), expected.expectReason(), null, Outcome.NOT_EXECUTED, why, null);
    }

    private static CaseResult of(SimulationCase expected, Decision decision) {
        var actual = decision.effect().word();
        var reason = decision.reason().orElse(null);
        var missing = expected.diagnosticsOrNone().stream()
                .filter(wanted -> decision.diagnostics().stream()
                        .noneMatch(diagnostic -> JsonContainment.contains(diagnostic, wanted)))
                .toList();
        var asExpected = actual.equals(expected.expect())
                && (expected.expectReason() == null || expected.expectReason().equals(reason))
                && missing.isEmpty();
        return new CaseResult(
                expected.name(),
                expected.expect(),
                expected.expectReason(),
                actual,
                asExpected ? Outcome.PASSED : Outcome.FAILED,
                reason,
                missing.isEmpty() ? null : missing);
    }
}
