package dev.edict.command.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.decision.Decision;
import dev.edict.decision.Decision.Effect;
import dev.edict.decision.Evaluation;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** Expected diagnostics; the rows of containment are also asked of a PostgreSQL, in {@code ContainAsPostgresTest}. */
class ContainDiagnosticsTest {

    static final String ROWS =
            """
            {"a": 1, "b": 2} | {"a": 1} | true
            {"a": 1} | {"a": 1, "b": 2} | false
            {"a": 1} | {} | true
            {"a": {"b": [1, 2, {"c": "x", "d": 1}]}} | {"a": {"b": [{"c": "x"}]}} | true
            {"a": [1, 2]} | {"a": [2, 1, 2, 2]} | true
            {"a": [1, 2]} | {"a": [3]} | false
            {"a": [1, 2]} | {"a": []} | true
            {"a": ["x"]} | {"a": "x"} | false
            {"a": [[1, 2]]} | {"a": [[2]]} | true
            {"a": [[1], [2]]} | {"a": [[1, 2]]} | false
            {"a": 1} | {"a": 1.0} | true
            {"a": 1e2} | {"a": 100} | true
            {"a": "1"} | {"a": 1} | false
            {"a": null} | {"a": null} | true
            {} | {"a": null} | false
            {"a": true} | {"a": false} | false
            {"a": {}} | {"a": []} | false
            {"a": "x"} | {"a": "X"} | false
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = ROWS)
    void a_value_contains_another_by_members_and_elements(String whole, String part, boolean contained) {
        assertThat(JsonContainment.contains(read(whole), read(part))).isEqualTo(contained);
    }

    @Test
    void a_case_passes_if_some_diagnostic_contains_each_that_is_expected() {
        var twice = List.of(Map.<String, Object>of("tier", "high"), Map.<String, Object>of("step_up_required", true));
        var result = result(twice);
        assertThat(result.outcome()).isEqualTo(CaseResult.Outcome.PASSED);
        assertThat(result.missingDiagnostics()).isNull();
        assertThat(result(null).outcome()).isEqualTo(CaseResult.Outcome.PASSED);
        assertThat(result(List.of()).outcome()).isEqualTo(CaseResult.Outcome.PASSED);
    }

    @Test
    void a_case_fails_for_each_expected_diagnostic_that_none_contains() {
        // Each member stands in a diagnostic, but not both in the same one.
        var spread = Map.<String, Object>of("tier", "high", "step_up_required", true);
        var result = result(List.of(Map.of("tier", "high"), spread));
        assertThat(result.outcome()).isEqualTo(CaseResult.Outcome.FAILED);
        assertThat(result.missingDiagnostics()).containsExactly(spread);
    }

    private static CaseResult result(@Nullable List<Map<String, Object>> expected) {
        var decision = new Decision(
                Effect.ALLOW,
                List.of(),
                List.of(Map.of("step_up_required", true, "scopes", List.of("a")), Map.of("tier", "high")));
        var wanted = new SimulationCase("case", Map.of(), "allow", null, expected);
        return CaseResult.of(wanted, new Evaluation.Decided(decision));
    }

    static Object read(String json) {
        return JsonMapper.shared().readValue(json, Object.class);
    }
}
