package dev.edict.command.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.edict.command.api.simulation.Tally;
import dev.edict.command.api.simulation.Verdict;
import dev.edict.command.evaluation.CaseEvaluator;
import dev.edict.command.evaluation.CaseResult;
import dev.edict.command.evaluation.SimulationCase;
import dev.edict.command.suite.SuitesInForce.Suite;
import dev.edict.command.suite.SuitesInForce.ZoneSuites;
import dev.edict.decision.Decision;
import dev.edict.decision.Evaluation;
import dev.edict.decision.PolicyDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RunSuitesTest {

    private final List<Integer> evaluated = new ArrayList<>();

    @Test
    void each_suite_has_the_results_of_its_own_cases() {
        var results = run(suite("a", 3, "allow", "deny"), suite("b", 1, "allow"), suite("c", 2, "away", "deny"));
        assertThat(results.suites())
                .extracting(SuiteResult::name, SuiteResult::version, SuiteResult::tally)
                .containsExactly(
                        tuple("a", 3L, new Tally(1, 1, 0)),
                        tuple("b", 1L, new Tally(1, 0, 0)),
                        tuple("c", 2L, new Tally(0, 1, 1)));
        assertThat(results.suites().get(2).failing())
                .extracting(CaseResult::name)
                .as("what failed before what was not executed")
                .containsExactly("c1", "c0");
        assertThat(results.tally()).isEqualTo(new Tally(2, 2, 1));
        assertThat(results.suitesVersion()).isEqualTo(7);
    }

    @Test
    void a_case_that_is_not_executed_is_never_a_pass() {
        assertThat(run(suite("a", 1, "allow", "away")).tally().verdict()).isEqualTo(Verdict.NOT_EXECUTED);
        assertThat(run().tally().verdict()).isEqualTo(Verdict.NOT_EXECUTED);
        assertThat(run(suite("a", 1, "allow")).tally().verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void at_most_100_failing_cases_of_a_suite_are_told() {
        var denied = IntStream.range(0, 130).mapToObj(n -> "deny").toArray(String[]::new);
        assertThat(run(suite("a", 1, denied)).suites().get(0))
                .returns(130, SuiteResult::failed)
                .satisfies(suite -> assertThat(suite.failing()).hasSize(100));
    }

    @Test
    void all_cases_are_evaluated_together_and_2000_at_most_at_a_time() {
        var thousand = IntStream.range(0, 1_000).mapToObj(n -> "allow").toArray(String[]::new);
        run(suite("a", 1, thousand));
        assertThat(evaluated).containsExactly(1_000);
        evaluated.clear();
        var results =
                run(suite("a", 1, thousand), suite("b", 1, thousand), suite("c", 1, thousand), suite("d", 1, "deny"));
        assertThat(evaluated).containsExactly(2_000, 1_001);
        assertThat(results.suites()).extracting(SuiteResult::failed).containsExactly(0, 0, 0, 1);
    }

    private SuiteResults run(Suite... suites) {
        CaseEvaluator evaluator = this::evaluate;
        return new SuiteRunner(evaluator).run(List.of(), new ZoneSuites(7, List.of(suites)));
    }

    private List<CaseResult> evaluate(List<PolicyDocument> documents, List<SimulationCase> cases) {
        evaluated.add(cases.size());
        return cases.stream()
                .map(one ->
                        CaseResult.of(one, evaluation(String.valueOf(one.input().get("is")))))
                .toList();
    }

    private static Evaluation evaluation(String is) {
        return switch (is) {
            case "allow" -> new Evaluation.Decided(new Decision(Decision.Effect.ALLOW, List.of(), List.of()));
            case "deny" -> new Evaluation.Decided(new Decision(Decision.Effect.DENY, List.of(), List.of()));
            default -> new Evaluation.NotExecuted("unreachable");
        };
    }

    /** Cases that all expect an allow, and what they get. */
    private static Suite suite(String name, long version, String... decided) {
        var cases = new ArrayList<SimulationCase>();
        for (var is : decided) {
            cases.add(new SimulationCase(name + cases.size(), Map.of("is", is), "allow", null, null));
        }
        return new Suite(name, version, "sha", cases);
    }
}
