package dev.edict.command.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.command.evaluation.CaseResult;
import dev.edict.command.evaluation.SimulationCase;
import dev.edict.command.policyset.SealedVersions.SealedVersion;
import dev.edict.decision.Decision;
import dev.edict.decision.DecisionEngine;
import dev.edict.decision.Evaluation;
import dev.edict.decision.PolicyDocument;
import dev.edict.decision.input.PolicyInput;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WouldActivateTest {

    private static final Evaluation ALLOW =
            new Evaluation.Decided(new Decision(Decision.Effect.ALLOW, List.of(), List.of()));
    private static final Evaluation DENY = new Evaluation.Decided(
            new Decision(Decision.Effect.DENY, List.of(), List.of(Map.of("reason", "resource_not_granted"))));
    private static final Evaluation UNREACHABLE = new Evaluation.NotExecuted("opa at http://opa:8181: unreachable");

    @Test
    void a_version_with_the_expected_decisions_would_activate() {
        assertThat(simulated(ALLOW, null, expecting("allow")).wouldActivate()).isTrue();
        assertThat(simulated(DENY, null, expecting("deny")).wouldActivate()).isTrue();
    }

    @Test
    void a_version_that_denies_an_expected_allow_would_not_activate() {
        var answer = simulated(DENY, null, expecting("allow"), expecting("allow"));
        assertThat(answer.wouldActivate()).isFalse();
        assertThat(answer.verdict()).isEqualTo("fail");
    }

    @Test
    void a_decided_sample_does_not_replace_a_case() {
        assertThat(simulated(DENY, input(), expecting("allow")).wouldActivate()).isFalse();
    }

    @Test
    void a_version_without_a_decision_would_not_activate() {
        var answer = simulated(UNREACHABLE, input(), expecting("allow"), expecting("deny"));
        assertThat(answer.wouldActivate()).isFalse();
        assertThat(answer.verdict()).isEqualTo("not_executed");
        assertThat(answer.result()).isNull();
        assertThat(answer.explanation().reason()).isEqualTo("opa at http://opa:8181: unreachable");
        assertThat(answer.cases()).allSatisfy(one -> {
            assertThat(one.outcome()).isEqualTo(CaseResult.Outcome.NOT_EXECUTED);
            assertThat(one.reason()).isEqualTo("opa at http://opa:8181: unreachable");
        });
    }

    @Test
    void a_version_without_cases_would_not_activate() {
        var answer = simulated(ALLOW, null);
        assertThat(answer.wouldActivate()).isFalse();
        assertThat(answer.verdict()).isEqualTo("not_executed");
    }

    private static SimulationAnswer simulated(
            Evaluation ofEverything, @Nullable Map<String, Object> sample, SimulationCase... cases) {
        var run = new Simulator(deciding(ofEverything)).run(List.of(), sample, List.of(cases));
        var version = new SealedVersion("v1", "s1", 1, "sha-v1", "2026-05-20");
        return SimulationAnswer.of(version, List.of(), List.of(), List.of(), run, new SuiteResults(0, List.of()), null);
    }

    private static DecisionEngine deciding(Evaluation ofEverything) {
        return new DecisionEngine() {
            @Override
            public String name() {
                return "fixed";
            }

            @Override
            public String contract() {
                return UNKNOWN_CONTRACT;
            }

            @Override
            public List<Evaluation> evaluate(List<PolicyDocument> documents, List<PolicyInput> inputs) {
                return inputs.stream().map(input -> ofEverything).toList();
            }
        };
    }

    private static SimulationCase expecting(String effect) {
        return new SimulationCase("a case", input(), effect, null, null);
    }

    private static Map<String, Object> input() {
        return Map.of(
                "principal", Map.of("type", "Application", "id", "app-1", "zone_id", "z1"),
                "resource", Map.of("identifier", "ledger://main"),
                "action", Map.of("id", "TokenExchange"),
                "context", Map.of());
    }
}
