package dev.edict.app;

import static dev.edict.app.StockOpaFleet.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.decision.EmbeddedDecisionEngine;
import dev.edict.decision.Evaluation.Decided;
import dev.edict.decision.PolicyDocument;
import dev.edict.decision.input.PolicyInput;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** A released Open Policy Agent decides like the embedded engine, also where nothing governs. */
@WithStockOpa
class StockOpaDecisionsIT {

    private static final int CASES = 1_000;

    @TempDir
    private static Path data;

    private static StockOpaFleet fleet;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws InterruptedException {
        fleet = new StockOpaFleet(data, Map.of());
    }

    @AfterAll
    static void stop() {
        fleet.close();
    }

    @ParameterizedTest
    @MethodSource("dev.edict.app.StockOpa#programs")
    void decides_like_the_embedded_engine(Path program) {
        var scene = fleet.scene();
        scene.activate(scene.grants());
        var outcomes = new TreeMap<String, Integer>();
        try (var agent = fleet.agent(program, folder, scene)) {
            compare(agent, List.of(DecisionCases.DOCUMENT), outcomes);
            scene.activate(scene.frozen());
            soon("it to freeze").until(() -> agent.workloadReason().equals("restriction_active"));
            compare(agent, List.of(DecisionCases.DOCUMENT, DecisionCases.FROZEN), outcomes);
        }
        assertThat(outcomes)
                .containsOnlyKeys(
                        "caracal-bootstrap",
                        "caracal-ledger-mint",
                        "caracal-ledger-use",
                        "caracal-till-mint",
                        "caracal-till-use",
                        "caracal-workload-mint",
                        "confinement_violation",
                        "delegation_scope_exceeded",
                        "mandate_target_mismatch",
                        "no_rule_matched",
                        "resource_not_granted",
                        "restriction_active",
                        "role_scope_mismatch");
    }

    private static void compare(StockOpa agent, List<String> texts, Map<String, Integer> outcomes) {
        var documents = texts.stream()
                .map(text -> new PolicyDocument("d" + texts.indexOf(text), text))
                .toList();
        var cases = new DecisionCases(42);
        for (int n = 0; n < CASES; n++) {
            var input = cases.next();
            var ours = new EmbeddedDecisionEngine()
                    .evaluate(documents, List.of(PolicyInput.from(input)))
                    .get(0);
            var theirs = agent.decide(input);
            if (ours instanceof Decided decided) {
                var decision = decided.decision();
                assertThat(theirs.path("decision").asString("none"))
                        .as("%s", input)
                        .isEqualTo(decision.effect().word());
                assertThat(theirs.get("diagnostics"))
                        .as("%s", input)
                        .isEqualTo(JsonMapper.shared()
                                .readTree(JsonMapper.shared().writeValueAsString(decision.diagnostics())));
                assertThat(theirs.get("determining_policies"))
                        .as("%s", input)
                        .isEqualTo(JsonMapper.shared()
                                .readTree(JsonMapper.shared().writeValueAsString(decision.determiningPolicies())));
                outcomes.merge(
                        decision.reason().orElseGet(() -> theirs.at("/determining_policies/0/policy")
                                .stringValue()),
                        1,
                        Integer::sum);
            } else {
                assertThat(theirs.isMissingNode())
                        .as("%s, but %s of %s", ours, theirs, input)
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.edict.app.StockOpa#programs")
    void a_workload_is_denied_in_a_zone_without_governance(Path program) {
        var scene = fleet.scene();
        try (var agent = fleet.agent(program, folder, scene)) {
            assertThat(agent.workload()).isEqualTo("deny");
            assertThat(agent.workloadReason()).isEqualTo("no_active_policy_set");
            scene.activate(scene.grants());
            soon("it to allow").until(() -> agent.workload().equals("allow"));
            fleet.api().deactivate(scene.zoneId(), "incident").expect(202);
            soon("it to deny").until(() -> agent.workloadReason().equals("no_active_policy_set"));
            soon("the deactivation to be settled").until(() -> scene.status().equals("settled"));
        }
    }
}
