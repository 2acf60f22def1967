package dev.edict.command.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.decision.DecisionEngine;
import dev.edict.decision.EmbeddedDecisionEngine;
import dev.edict.decision.Evaluation;
import dev.edict.decision.Evaluation.Decided;
import dev.edict.decision.Evaluation.NotExecuted;
import dev.edict.decision.PolicyDocument;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code mvn -pl command -am verify -Popa}. */
@EnabledIf(value = "dev.edict.command.engine.RealOpa#isBuilt", disabledReason = "building OPA needs go on the PATH")
@Timeout(120)
class DecideByARealOpaIT {

    private static final int AT_A_TIME = 4;
    private static final int MANY = 100_000;
    private static final List<PolicyDocument> DOCUMENTS = List.of(Samples.BINDINGS, Samples.GRANTS);

    /** OPA writes a number as it stands in the document, and Jackson reads it as it likes. */
    private static final Comparator<JsonNode> BY_VALUE = (one, other) -> one.isNumber() && other.isNumber()
            ? one.decimalValue().compareTo(other.decimalValue())
            : one.equals(other) ? 0 : 1;

    private final Map<String, Integer> kinds = new TreeMap<>();

    @AutoClose
    private RealOpa opa;

    @BeforeEach
    void start() {
        opa = RealOpa.started();
    }

    @Test
    void decides_random_requests_like_the_embedded_engine_and_removes_all_modules() throws Exception {
        var threads = Executors.newFixedThreadPool(AT_A_TIME);
        try {
            var asked = KeptQuestions.all();
            // Each as by a node of its own: the evaluations of one take turns.
            var evaluating = asked.stream()
                    .map(one -> CompletableFuture.supplyAsync(
                            () -> engine("2s").evaluate(one.bundle(), one.questions()), threads))
                    .toList();
            for (int i = 0; i < asked.size(); i++) {
                compare(asked.get(i), evaluating.get(i).get());
            }
        } finally {
            threads.shutdownNow();
        }
        System.out.println("a real OPA and the embedded engine agree: " + kinds);
        assertThat(kinds.values().stream().mapToInt(Integer::intValue).sum()).isGreaterThan(1_400);
        assertThat(kinds).containsKeys("caracal-bootstrap", "caracal-workload-mint", "a step-up", "restriction_active");
        assertNothingRemains();
    }

    private void compare(KeptQuestions asked, List<Evaluation> evaluations) {
        var expected = new EmbeddedDecisionEngine().evaluate(asked.bundle(), asked.questions());
        assertThat(evaluations).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            if (!asked.isCorner(i)) {
                assertThat(json(evaluations.get(i)).equals(BY_VALUE, json(expected.get(i))))
                        .as(
                                "%s is %s, of %s under %s",
                                evaluations.get(i),
                                expected.get(i),
                                asked.requests().get(i),
                                asked.documents())
                        .isTrue();
                kinds.merge(kind(expected.get(i)), 1, Integer::sum);
            }
        }
    }

    private static JsonNode json(Evaluation evaluation) {
        return JsonMapper.shared().valueToTree(evaluation);
    }

    private static String kind(Evaluation evaluation) {
        var decision = ((Decided) evaluation).decision();
        boolean stepsUp = decision.diagnostics().stream().anyMatch(one -> one.containsKey("step_up_required"));
        var policies = decision.determiningPolicies();
        return stepsUp
                ? "a step-up"
                : decision.reason()
                        .orElseGet(() -> String.valueOf(policies.get(0).get("policy")));
    }

    @Test
    void reports_opas_message_and_place_for_a_bundle_that_does_not_compile() {
        assertThat(reasons("restrict := x")).containsExactly(said("pv-9:5:13: var x is unsafe"));
        assertNothingRemains();
    }

    @Test
    void messages_show_the_original_package_name() {
        assertThat(reasons("restrict := data.caracal.authz.restrict").get(0))
                .startsWith(said("pv-9:5:1: rule data.caracal.authz.restrict is recursive"))
                .doesNotContain("sim_");
        assertNothingRemains();
    }

    @Test
    void reports_opas_message_for_conflicting_rules() {
        assertThat(reasons("grants := {\"ledger://main\": {}}").get(0))
                .startsWith(said(""))
                .contains("complete rules must not produce multiple outputs")
                .doesNotContain("sim_");
        assertNothingRemains();
    }

    private List<String> reasons(String rule) {
        var documents = List.of(Samples.BINDINGS, Samples.GRANTS, document(rule));
        return Samples.reasons(engine("2s").evaluate(documents, Samples.inputs(1)));
    }

    private String said(String words) {
        return "opa at " + opa.address() + ": " + words;
    }

    @Test
    void makes_no_further_decisions_after_opa_is_killed() throws Exception {
        var evaluating = evaluatingMany("2s");
        opa.signal("KILL");
        var reasons = reasonsAfterSomeDecisions(evaluating.get(5, TimeUnit.SECONDS));
        assertThat(reasons).allMatch(reason -> reason.startsWith(said("unreachable")));
    }

    @Test
    void stops_at_the_time_limit_when_opa_stalls() throws Exception {
        var evaluating = evaluatingMany("300ms");
        opa.signal("STOP");
        var reasons = reasonsAfterSomeDecisions(evaluating.get(20, TimeUnit.SECONDS));
        assertThat(reasons).startsWith(said("no response within 300 ms"));
        assertThat(reasons.get(reasons.size() - 1))
                .isEqualTo(said("the time limit of 10 s for all requests of one evaluation is exceeded"));
    }

    /** More than it answers in the time that all may take, and some are answered already. */
    private CompletableFuture<List<Evaluation>> evaluatingMany(String timeout) {
        var engine = engine(timeout);
        var evaluating = CompletableFuture.supplyAsync(
                () -> engine.evaluate(DOCUMENTS, Samples.inputs(MANY)), task -> new Thread(task, "evaluating").start());
        await("some questions are answered").until(() -> opa.questions() > 20);
        assertThat(opa.policies()).hasSize(3).allMatch(id -> id.matches("edict-[0-9a-f]{32}-[012]"));
        assertThat(opa.data("/caracal").isMissingNode()).isTrue();
        return evaluating;
    }

    private static List<String> reasonsAfterSomeDecisions(List<Evaluation> evaluations) {
        assertThat(evaluations).hasSize(MANY);
        assertThat(evaluations.get(0)).isInstanceOf(Decided.class);
        var rest = evaluations.stream().dropWhile(Decided.class::isInstance).toList();
        assertThat(rest).isNotEmpty().hasOnlyElementsOfType(NotExecuted.class);
        return Samples.reasons(rest);
    }

    @Test
    void decides_two_concurrent_bundles_of_maximum_size_and_removes_all_modules() throws Exception {
        var engine = engine("2s");
        var documents = List.of(Samples.BINDINGS, fiftyThousandTuples());
        var inputs = Samples.inputs(20);
        var one = CompletableFuture.supplyAsync(() -> engine.evaluate(documents, inputs));
        var other = engine.evaluate(documents, inputs);
        assertThat(List.of(one.get(), other)).containsOnly(new EmbeddedDecisionEngine().evaluate(documents, inputs));
        assertNothingRemains();
    }

    private static PolicyDocument fiftyThousandTuples() {
        var scopes = IntStream.range(0, 50)
                .mapToObj(n -> '"' + Integer.toString(n, Character.MAX_RADIX) + '"')
                .collect(Collectors.joining(","));
        var grants = IntStream.range(0, 1_000)
                .mapToObj(n -> "\"r%d\":{\"application\":\"ledger\",\"roles\":{\"l\":[%s]}}".formatted(n, scopes))
                .collect(Collectors.joining(",", "grants := {", "}"));
        return document(grants);
    }

    private static PolicyDocument document(String rule) {
        return new PolicyDocument(
                "pv-9", "# caracal:data-document\npackage caracal.authz\n\nimport rego.v1\n" + rule + "\n");
    }

    private void assertNothingRemains() {
        assertThat(opa.policies()).isEmpty();
        assertThat(opa.data("")).isEmpty();
    }

    /** As the program sets it up. */
    private DecisionEngine engine(String timeout) {
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "given",
                        Map.of(
                                EngineSettings.ENGINE,
                                OpaEngine.NAME,
                                EngineSettings.OPA_URL,
                                opa.address().toString(),
                                EngineSettings.OPA_CONTRACT,
                                KeptQuestions.CONTRACT.toString(),
                                EngineSettings.TIMEOUT,
                                timeout)));
        return DecisionEngines.chosenIn(environment);
    }
}
