package dev.edict.command.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.command.engine.FakeEngine.Asked;
import dev.edict.command.engine.FakeEngine.Reply;
import dev.edict.decision.Decision;
import dev.edict.decision.Evaluation;
import dev.edict.decision.PolicyDocument;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.json.JsonMapper;

@Timeout(30)
class OpaEngineTest {

    private static final Duration BUDGET = Duration.ofSeconds(10);
    private static final List<PolicyDocument> DOCUMENTS = List.of(Samples.BINDINGS, Samples.GRANTS);
    private static final String CONTRACT =
            """
            package caracal.authz

            import rego.v1

            default result := {}

            grant := data.caracal.authz.grants[0]
            """;

    /** The modules that the fake OPA stores, by path; the test evaluates and rejects. */
    private final Map<String, String> modules = new ConcurrentHashMap<>();

    @Test
    void returns_the_decision_of_the_contracts_result() {
        try (var opa = opa(asked -> Reply.ok(Samples.ALLOW))) {
            assertThat(engine(opa).evaluate(DOCUMENTS, Samples.inputs(2)))
                    .hasSize(2)
                    .containsOnly(new Evaluation.Decided(new Decision(
                            Decision.Effect.ALLOW, List.of(Map.of("policy", "caracal-bootstrap")), List.of())));
            assertThat(opa.asked("POST").stream()
                            .map(asked -> JsonMapper.shared().readTree(asked.body()))
                            .map(body -> body.at("/input/principal/id").asString()))
                    .containsExactly("app-0", "app-1");
        }
    }

    @Test
    void an_answer_that_an_sts_could_not_read_is_none() {
        var allow =
                """
                {"result":{"decision":"allow","evaluation_status":"complete","determining_policies":[],
                "diagnostics":[{"step_up_required":{"tiers":[{"tier":"high","n":1e400}]}}]}}""";
        try (var opa = opa(asked -> Reply.ok(allow))) {
            assertThat(engine(opa).evaluate(DOCUMENTS, Samples.inputs(1)).get(0).toString())
                    .startsWith("NotExecuted[reason=opa at ")
                    .contains("the result's diagnostics contains a number beyond double precision");
        }
    }

    @Test
    void documents_and_contract_are_put_into_a_package_of_their_own_and_removed_again() {
        try (var opa = opa(asked -> Reply.ok(Samples.ALLOW))) {
            engine(opa).evaluate(DOCUMENTS, Samples.inputs(1));
            var id = opa.asked().get(0).path().replaceAll("/v1/policies/edict-([0-9a-f]{32})-0", "$1");
            assertThat(opa.asked().stream().map(asked -> asked.method() + " " + asked.path()))
                    .containsExactly(
                            "PUT /v1/policies/edict-" + id + "-0",
                            "PUT /v1/policies/edict-" + id + "-1",
                            "PUT /v1/policies/edict-" + id + "-2",
                            "POST /v1/data/edict/sim_" + id + "/authz/result",
                            "DELETE /v1/policies/edict-" + id + "-2",
                            "DELETE /v1/policies/edict-" + id + "-1",
                            "DELETE /v1/policies/edict-" + id + "-0");
            assertThat(opa.asked().get(0).body())
                    .isEqualTo(Samples.BINDINGS.content().replace("caracal.authz", "edict.sim_" + id + ".authz"));
            assertThat(opa.asked().get(2).body())
                    .isEqualTo(CONTRACT.replace("caracal.authz", "edict.sim_" + id + ".authz"));
        }
    }

    @Test
    void reports_opas_message_for_a_compile_error_and_removes_the_modules() {
        try (var opa = new FakeEngine(
                asked -> asked.path().endsWith("-1") && asked.method().equals("PUT")
                        ? new Reply(400, compileError(asked))
                        : store(asked))) {
            assertThat(Samples.reasons(engine(opa).evaluate(DOCUMENTS, Samples.inputs(2))))
                    .hasSize(2)
                    .containsOnly(
                            "opa at " + opa.address() + ": pv-2:5:1: var x is unsafe in data.caracal.authz.grants");
            assertThat(opa.asked("POST")).isEmpty();
            assertThat(modules).isEmpty();
        }
    }

    private static String compileError(Asked asked) {
        var policyId = asked.path().substring("/v1/policies/".length());
        var packageName = asked.body().lines().toList().get(1).substring("package ".length());
        return """
                {"code":"invalid_parameter","message":"error(s) occurred while compiling module(s)","errors":[
                {"code":"rego_unsafe_var_error","message":"var x is unsafe in data.%s.grants",
                "location":{"file":"%s","row":5,"col":1}}]}"""
                .formatted(packageName, policyId);
    }

    @Test
    void bounds_the_length_of_opas_message() {
        var refusal = "{\"code\":\"invalid_parameter\",\"message\":\"" + "x".repeat(5_000) + "\"}";
        try (var opa = new FakeEngine(asked -> new Reply(400, refusal))) {
            assertThat(Samples.reason(
                            engine(opa).evaluate(DOCUMENTS, Samples.inputs(1)).get(0)))
                    .hasSize(1_001);
        }
    }

    @Test
    void a_failed_evaluation_affects_one_input_only() {
        try (var opa = opa(asked -> asked.body().contains("app-0")
                ? new Reply(
                        500,
                        "{\"code\":\"internal_error\",\"message\":\"error(s) occurred while evaluating query\","
                                + "\"errors\":[{\"message\":\"complete rules must not produce multiple outputs\"}]}")
                : Reply.ok(Samples.ALLOW))) {
            var evaluations = engine(opa).evaluate(DOCUMENTS, Samples.inputs(2));
            assertThat(Samples.reason(evaluations.get(0)))
                    .isEqualTo("opa at " + opa.address() + ": complete rules must not produce multiple outputs");
            assertThat(evaluations.get(1)).isInstanceOf(Evaluation.Decided.class);
            assertThat(modules).isEmpty();
        }
    }

    @Test
    void a_contract_without_a_result_decides_nothing() {
        try (var opa = opa(asked -> Reply.ok("{}"))) {
            assertThat(Samples.reasons(engine(opa).evaluate(DOCUMENTS, Samples.inputs(1))))
                    .containsExactly("opa at " + opa.address() + ": the answer has no object \"result\"");
        }
    }

    @Test
    void does_not_evaluate_a_document_that_refers_to_other_data() {
        var nosy = new PolicyDocument(
                "pv-9", "# caracal:data-document\npackage caracal.authz\n\nrestrict := data.secrets.keys\n");
        try (var opa = opa(asked -> Reply.ok(Samples.ALLOW))) {
            assertThat(Samples.reasons(engine(opa).evaluate(List.of(Samples.BINDINGS, nosy), Samples.inputs(1))))
                    .containsExactly("opa at " + opa.address()
                            + ": pv-9 cannot be isolated in a package of its own: line 4: it refers to data outside"
                            + " caracal.authz: data.secrets.keys");
            assertThat(modules).isEmpty();
        }
    }

    @Test
    void a_document_that_calls_a_forbidden_builtin_never_reaches_opa() {
        var calling = new PolicyDocument(
                "pv-9", "# caracal:data-document\npackage caracal.authz\n\nrestrict := http.send({\"url\": \"x\"})\n");
        try (var opa = opa(asked -> Reply.ok(Samples.ALLOW))) {
            assertThat(Samples.reasons(engine(opa).evaluate(List.of(calling), Samples.inputs(1))))
                    .containsExactly(
                            "opa at " + opa.address() + ": pv-9 is not a policy document: forbidden_builtin:http.send");
            assertThat(opa.asked()).isEmpty();
        }
    }

    @Test
    void two_evaluations_at_once_never_see_each_others_modules() throws Exception {
        var together = new CyclicBarrier(2);
        try (var opa = opa(asked -> {
            together.await(20, TimeUnit.SECONDS);
            return Reply.ok(answerOf(asked));
        })) {
            var one = evaluating(opa, "app-one");
            var two = evaluating(opa, "app-two");
            assertThat(determining(one)).isEqualTo("app-one");
            assertThat(determining(two)).isEqualTo("app-two");
            assertThat(opa.asked("POST").stream().map(Asked::path).distinct()).hasSize(2);
            assertThat(opa.asked("PUT").stream().map(Asked::path).distinct()).hasSize(4);
            assertThat(modules).isEmpty();
        }
    }

    /** Responds as OPA does, from the content of the package that the path names. */
    private String answerOf(Asked asked) {
        var packageName =
                "package " + asked.path().replaceAll("^/v1/data/|/result$", "").replace('/', '.') + "\n";
        var visible = modules.values().stream()
                .filter(module -> module.contains(packageName))
                .toList();
        var found = String.join("", visible).contains("app-one") ? "app-one" : "app-two";
        assertThat(visible).hasSize(2);
        return Samples.ALLOW.replace("caracal-bootstrap", found);
    }

    private static CompletableFuture<List<Evaluation>> evaluating(FakeEngine opa, String marker) {
        var document = new PolicyDocument(
                "pv-1", "# caracal:data-document\npackage caracal.authz\napp_ids := {\"a\": \"" + marker + "\"}\n");
        return CompletableFuture.supplyAsync(
                () -> engine(opa).evaluate(List.of(document), Samples.inputs(1)),
                task -> new Thread(task, "evaluating").start());
    }

    private static @Nullable Object determining(CompletableFuture<List<Evaluation>> evaluating) throws Exception {
        var evaluation = evaluating.get(20, TimeUnit.SECONDS).get(0);
        assertThat(evaluation).as(() -> Samples.reason(evaluation)).isInstanceOf(Evaluation.Decided.class);
        return ((Evaluation.Decided) evaluation)
                .decision()
                .determiningPolicies()
                .get(0)
                .get("policy");
    }

    @Test
    void a_slow_opa_exceeds_the_time_limit_and_keeps_no_module() {
        var self = new FakeEngine[1];
        try (var opa = opa(asked -> {
            self[0].stall();
            return Reply.HANG_UP;
        })) {
            self[0] = opa;
            var client = new OpaClient(opa.as("opa", Duration.ofMillis(200)), Optional::empty);
            var reasons = Samples.reasons(
                    new OpaEngine(client, CONTRACT, Duration.ofMillis(900)).evaluate(DOCUMENTS, Samples.inputs(50)));
            assertThat(reasons).hasSize(50).contains("opa at " + opa.address() + ": no response within 200 ms");
            assertThat(reasons.get(49)).endsWith("for all requests of one evaluation is exceeded");
            assertThat(modules).isEmpty();
        }
    }

    @Test
    void removes_a_module_that_opa_stored_without_a_response() {
        try (var opa = new FakeEngine(asked -> {
            var reply = store(asked);
            return asked.method().equals("PUT") ? Reply.HANG_UP : reply;
        })) {
            assertThat(Samples.reasons(engine(opa).evaluate(DOCUMENTS, Samples.inputs(1)))
                            .get(0))
                    .startsWith("opa at " + opa.address() + ": unreachable");
            assertThat(opa.asked("PUT")).hasSize(1);
            assertThat(modules).isEmpty();
        }
    }

    @Test
    void removes_the_other_modules_if_one_cannot_be_removed() {
        try (var opa = new FakeEngine(asked -> switch (asked.method()) {
            case "POST" -> Reply.ok(Samples.ALLOW);
            case "DELETE" -> asked.path().endsWith("-1") ? new Reply(500, "{}") : store(asked);
            default -> store(asked);
        })) {
            assertThat(engine(opa).evaluate(DOCUMENTS, Samples.inputs(1)))
                    .first()
                    .isInstanceOf(Evaluation.Decided.class);
            assertThat(modules).hasSize(1);
        }
    }

    @Test
    void an_unreachable_opa_is_the_reason_of_every_input() {
        var client = new EngineHttpClient("opa", FakeEngine.unreachable(), Duration.ofSeconds(5));
        assertThat(Samples.reasons(new OpaEngine(new OpaClient(client, Optional::empty), CONTRACT, BUDGET)
                        .evaluate(DOCUMENTS, Samples.inputs(3))))
                .hasSize(3)
                .containsOnly(client.named("unreachable"));
    }

    @Test
    void an_interrupted_evaluation_removes_its_modules_and_stays_interrupted() throws Exception {
        var self = new FakeEngine[1];
        try (var opa = opa(asked -> {
            self[0].stall();
            return Reply.HANG_UP;
        })) {
            self[0] = opa;
            var stayed = new CompletableFuture<Boolean>();
            var evaluating = new Thread(() -> {
                engine(opa).evaluate(DOCUMENTS, Samples.inputs(2));
                stayed.complete(Thread.currentThread().isInterrupted());
            });
            evaluating.start();
            await("the question is asked").until(() -> !opa.asked("POST").isEmpty());
            evaluating.interrupt();
            assertThat(stayed.get(20, TimeUnit.SECONDS)).isTrue();
            assertThat(opa.asked("POST")).hasSize(1);
            assertThat(modules).isEmpty();
        }
    }

    @Test
    void the_token_is_sent_with_every_request() {
        try (var opa = new FakeEngine(asked -> new Reply(401, "{\"code\":\"unauthorized\",\"message\":\"no\"}"))) {
            var engine =
                    new OpaEngine(new OpaClient(opa.as("opa"), () -> Optional.of("s3cret-token")), CONTRACT, BUDGET);
            assertThat(Samples.reasons(engine.evaluate(DOCUMENTS, Samples.inputs(1))))
                    .containsExactly("opa at " + opa.address() + ": no");
            assertThat(opa.asked())
                    .allSatisfy(asked -> assertThat(asked.headers().getFirst("Authorization"))
                            .isEqualTo("Bearer s3cret-token"));
        }
    }

    private FakeEngine opa(FakeEngine.Replies evaluating) {
        return new FakeEngine(asked -> asked.method().equals("POST") ? evaluating.to(asked) : store(asked));
    }

    private Reply store(Asked asked) {
        if (asked.method().equals("PUT")) {
            modules.put(asked.path(), asked.body());
        } else {
            modules.remove(asked.path());
        }
        return Reply.ok("{}");
    }

    private static OpaEngine engine(FakeEngine opa) {
        return new OpaEngine(new OpaClient(opa.as("opa"), Optional::empty), CONTRACT, BUDGET);
    }
}
