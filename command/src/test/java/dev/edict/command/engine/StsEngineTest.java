package dev.edict.command.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.command.engine.FakeEngine.Reply;
import dev.edict.command.secret.GatewayKey;
import dev.edict.decision.Decision;
import dev.edict.decision.Evaluation;
import dev.edict.decision.PolicyDocument;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

@Timeout(30)
class StsEngineTest {

    private static final Duration BUDGET = Duration.ofSeconds(10);
    private static final List<PolicyDocument> DOCUMENTS = List.of(Samples.BINDINGS, Samples.GRANTS);

    @Test
    void returns_the_decision_of_the_sts() {
        try (var sts = new FakeEngine(asked -> Reply.ok(Samples.ALLOW))) {
            assertThat(engine(sts).evaluate(DOCUMENTS, Samples.inputs(2)))
                    .hasSize(2)
                    .containsOnly(new Evaluation.Decided(new Decision(
                            Decision.Effect.ALLOW, List.of(Map.of("policy", "caracal-bootstrap")), List.of())));
            var body = JsonMapper.shared().readTree(sts.asked().get(1).body());
            assertThat(body.propertyNames())
                    .containsExactly("policy_set_id", "version_id", "manifest_sha256", "policies", "input");
            assertThat(body.get("policies").get(1).get("id").asString()).isEqualTo("pv-2");
            assertThat(body.get("policies").get(1).get("content").asString()).isEqualTo(Samples.GRANTS.content());
            assertThat(body.get("input").get("principal").get("id").asString()).isEqualTo("app-1");
        }
    }

    @Test
    void every_request_is_signed_with_a_nonce_of_its_own() {
        try (var sts = new FakeEngine(asked -> Reply.ok(Samples.ALLOW))) {
            engine(sts).evaluate(DOCUMENTS, Samples.inputs(2));
            assertThat(sts.asked()).allSatisfy(asked -> {
                var nonce = asked.headers().getFirst("X-Caracal-Gateway-Request");
                assertThat(UUID.fromString(nonce).version()).isEqualTo(7);
                assertThat(asked.headers().getFirst("X-Caracal-Gateway-Timestamp"))
                        .isEqualTo("1767225600");
                assertThat(asked.headers().getFirst("X-Caracal-Gateway-Signature"))
                        .isEqualTo(GatewayKey.parse(Samples.GATEWAY_KEY)
                                .sign(
                                        1_767_225_600,
                                        nonce,
                                        "POST",
                                        "/internal/policy/simulate",
                                        asked.body().getBytes(StandardCharsets.UTF_8)));
                assertThat(asked.path()).isEqualTo("/internal/policy/simulate");
            });
            assertThat(sts.asked().stream()
                            .map(asked -> asked.headers().getFirst("X-Caracal-Gateway-Request"))
                            .distinct())
                    .hasSize(2);
        }
    }

    @Test
    void a_body_of_64_KiB_is_sent_and_a_larger_one_is_not() {
        try (var sts = new FakeEngine(asked -> Reply.ok(Samples.ALLOW))) {
            engine(sts).evaluate(List.of(document("")), List.of(Samples.input()));
            int without = sts.asked().get(0).body().length();
            var fitting = document("x".repeat(65_536 - without));
            assertThat(engine(sts).evaluate(List.of(fitting), List.of(Samples.input())))
                    .first()
                    .isInstanceOf(Evaluation.Decided.class);

            var larger = document("x".repeat(65_537 - without));
            assertThat(Samples.reasons(engine(sts).evaluate(List.of(larger), List.of(Samples.input()))))
                    .containsExactly(
                            "sts at " + sts.address()
                                    + ": documents and input have 65537 bytes, the limit of the STS is 65536: the request was not sent");
            assertThat(sts.asked()).hasSize(2);
        }
    }

    @Test
    void reports_the_message_of_the_sts_for_a_rejected_request() {
        var refusal =
                "{\"error\":\"policy_eval_failed\",\"error_description\":\"pv-2.rego:3: rego_parse_error:\\nvar x\"}";
        try (var sts = new FakeEngine(asked -> new Reply(422, refusal))) {
            assertThat(Samples.reasons(engine(sts).evaluate(DOCUMENTS, List.of(Samples.input()))))
                    .containsExactly("sts at " + sts.address()
                            + ": status 422, policy_eval_failed: pv-2.rego:3: rego_parse_error: var x");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "503 | busy | status 503 without an error message",
                "302 | {} | status 302 without an error message",
                "401 | {\"error\":\"access_denied\"} | status 401, access_denied",
                "200 | no JSON | the answer has no object \"result\"",
                "200 | [] | the answer has no object \"result\"",
                "200 | {\"result\":true} | the answer has no object \"result\"",
                "200 | {\"result\":{\"decision\":\"allow\"}} | evaluation_status is null, expected complete",
                "200 | {\"result\":{\"decision\":\"allow\",\"evaluation_status\":\"partial\"}}"
                        + " | evaluation_status is partial, expected complete",
                "200 | {\"result\":{\"decision\":\"ALLOW\",\"evaluation_status\":\"complete\"}}"
                        + " | the decision is ALLOW, expected allow or deny",
                "200 | {\"result\":{\"decision\":\"deny\",\"evaluation_status\":\"complete\",\"diagnostics\":[1]}}"
                        + " | the result's diagnostics contains an element that is not an object"
            })
    void any_other_response_is_no_decision(int status, String body, String reason) {
        try (var sts = new FakeEngine(asked -> new Reply(status, body))) {
            assertThat(Samples.reasons(engine(sts).evaluate(DOCUMENTS, List.of(Samples.input()))))
                    .containsExactly("sts at " + sts.address() + ": " + reason);
        }
    }

    @Test
    void a_reason_is_bounded() {
        var refusal = "{\"error\":\"policy_eval_failed\",\"error_description\":\"" + "x".repeat(5_000) + "\"}";
        try (var sts = new FakeEngine(asked -> new Reply(422, refusal))) {
            assertThat(Samples.reason(engine(sts)
                            .evaluate(DOCUMENTS, List.of(Samples.input()))
                            .get(0)))
                    .hasSize(1_001)
                    .endsWith("x…");
        }
    }

    @Test
    void an_answer_of_more_than_a_mebibyte_is_not_read() {
        try (var sts = new FakeEngine(asked -> Reply.ok("{\"x\":\"" + "y".repeat(1_048_576) + "\"}"))) {
            assertThat(Samples.reasons(engine(sts).evaluate(DOCUMENTS, List.of(Samples.input()))))
                    .containsExactly("sts at " + sts.address() + ": the response is longer than 1048576 bytes");
        }
    }

    @Test
    void an_unreachable_sts_is_not_tried_again_for_the_other_inputs() {
        try (var sts = new FakeEngine(asked -> Reply.HANG_UP)) {
            var reasons = Samples.reasons(engine(sts).evaluate(DOCUMENTS, Samples.inputs(3)));
            assertThat(reasons).hasSize(3).allSatisfy(reason -> assertThat(reason)
                    .startsWith("sts at " + sts.address() + ": unreachable"));
            assertThat(sts.asked()).hasSize(1);
        }
        var unreachable = new EngineHttpClient("sts", FakeEngine.unreachable(), Duration.ofSeconds(5));
        assertThat(Samples.reasons(engine(unreachable, BUDGET).evaluate(DOCUMENTS, Samples.inputs(2))))
                .containsOnly(unreachable.named("unreachable"));
    }

    @Test
    void stops_waiting_for_a_late_response() {
        var sts = stalling();
        try (sts) {
            assertThat(Samples.reasons(engine(sts.as("sts", Duration.ofMillis(100)), BUDGET)
                            .evaluate(DOCUMENTS, List.of(Samples.input()))))
                    .containsExactly("sts at " + sts.address() + ": no response within 100 ms");
        }
    }

    @Test
    void stops_waiting_for_an_unfinished_response() {
        try (var sts = new FakeEngine(asked -> Reply.UNFINISHED)) {
            assertThat(Samples.reasons(engine(sts.as("sts", Duration.ofMillis(300)), BUDGET)
                            .evaluate(DOCUMENTS, List.of(Samples.input()))))
                    .containsExactly("sts at " + sts.address() + ": no response within 300 ms");
        }
    }

    @Test
    void limits_the_time_of_all_requests_together() {
        var sts = stalling();
        try (sts) {
            var started = System.nanoTime();
            var reasons = Samples.reasons(engine(sts.as("sts", Duration.ofMillis(200)), Duration.ofMillis(500))
                    .evaluate(DOCUMENTS, Samples.inputs(100)));
            assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(5));
            assertThat(reasons).hasSize(100).startsWith("sts at " + sts.address() + ": no response within 200 ms");
            assertThat(reasons.get(99))
                    .isEqualTo("sts at " + sts.address()
                            + ": the time limit of 500 ms for all requests of one evaluation is exceeded");
            assertThat(sts.asked().size()).isBetween(1, 3);
        }
    }

    @Test
    void an_interrupted_evaluation_ends_and_stays_interrupted() {
        var sts = stalling();
        try (sts) {
            Thread.currentThread().interrupt();
            assertThat(Samples.reasons(engine(sts).evaluate(DOCUMENTS, Samples.inputs(2))))
                    .containsOnly("sts at " + sts.address() + ": interrupted while waiting for a response");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private static FakeEngine stalling() {
        var self = new FakeEngine[1];
        self[0] = new FakeEngine(asked -> {
            self[0].stall();
            return Reply.HANG_UP;
        });
        return self[0];
    }

    private static PolicyDocument document(String content) {
        return new PolicyDocument("pv-1", content);
    }

    private static StsEngine engine(FakeEngine sts) {
        return engine(sts.as("sts"), BUDGET);
    }

    private static StsEngine engine(EngineHttpClient client, Duration budget) {
        var clock = Clock.fixed(Instant.ofEpochSecond(1_767_225_600), ZoneOffset.UTC);
        return new StsEngine(client, () -> GatewayKey.parse(Samples.GATEWAY_KEY), budget, clock);
    }
}
