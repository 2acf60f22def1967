package dev.edict.cli.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.edict.cli.EdictStub;
import dev.edict.cli.EdictStub.Answer;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How commands ask a running Edict, against a server that answers as told. */
class AskEdictTest {

    private static final String ROLLBACK = "/v1/zones/z1/rollback";
    private static final Answer LOST = new Answer(0, "", Map.of());
    private static final Answer DONE = new Answer(202, "{\"activated\": true}", Map.of());
    private final EdictStub stub = EdictStub.started();
    private final ApiClient edict = TestClient.of(stub.address());

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    void a_change_carries_its_key_its_expected_state_and_the_token() {
        stub.on("POST " + ROLLBACK, DONE.with("ETag", "\"a4\""));
        var answer = edict.send(ApiRequest.post(ROLLBACK, Map.of("reason", "é", "a", 1))
                .withIdempotencyKey("key-1")
                .withIfMatch("\"a3\""));
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.etag()).isEqualTo("\"a4\"");
        assertThat(answer.bodyWith("activated").path("activated").asBoolean()).isTrue();
        var sent = stub.received().get(0);
        assertThat(sent.header("Authorization")).isEqualTo("Bearer a-secret");
        assertThat(sent.header("Idempotency-key")).isEqualTo("key-1");
        assertThat(sent.header("If-match")).isEqualTo("\"a3\"");
        assertThat(sent.header("Content-type")).isEqualTo("application/json");
        assertThat(sent.body()).as("the same bytes each time").isEqualTo("{\"a\":1,\"reason\":\"\\u00E9\"}");
    }

    @Test
    void a_change_may_be_answered_without_a_body() {
        stub.on("DELETE /v1/zones/z1/suites/s", new Answer(204, "", Map.of()));
        assertThat(edict.send(ApiRequest.delete("/v1/zones/z1/suites/s")).body().isMissingNode())
                .isTrue();
    }

    @Test
    void a_put_carries_its_body() {
        stub.on("PUT /v1/zones/z1/settings", "{\"strict\": true}");
        edict.send(ApiRequest.put("/v1/zones/z1/settings", Map.of("strict", true)));
        assertThat(stub.received().get(0).body()).isEqualTo("{\"strict\":true}");
    }

    @Test
    void a_lost_answer_to_a_change_with_a_key_is_asked_for_again() {
        stub.on("POST " + ROLLBACK, LOST, LOST, DONE);
        assertThat(edict.send(rollback().withIdempotencyKey("k")).status()).isEqualTo(202);
        assertThat(stub.received("POST " + ROLLBACK)).hasSize(3).allMatch(sent -> sent.header("Idempotency-key")
                .equals("k"));
    }

    @Test
    void a_lost_answer_to_a_change_without_a_key_is_a_failure() {
        stub.on("POST " + ROLLBACK, LOST, DONE);
        var failure = failure(rollback());
        assertThat(failure.isUnreachable()).isTrue();
        assertThat(failure.status()).isZero();
        assertThat(stub.received()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 502, 503, 504})
    void an_edict_that_is_busy_is_asked_again(int status) {
        stub.on("GET /v1/zones", Answer.error(status, "rate_limited"), Answer.ok("{}"));
        assertThat(edict.send(ApiRequest.get("/v1/zones")).status()).isEqualTo(200);
        assertThat(stub.received()).hasSize(2);
    }

    @Test
    void a_change_that_is_still_in_progress_is_asked_for_again() {
        stub.on("POST " + ROLLBACK, Answer.error(409, "idempotency_key_in_flight"), DONE);
        assertThat(edict.send(rollback().withIdempotencyKey("k")).status()).isEqualTo(202);
    }

    @Test
    void edict_says_when_to_come_back() {
        stub.on("GET /v1/zones", Answer.error(429, "rate_limited").with("Retry-After", "0"), Answer.ok("{}"));
        assertThat(edict.send(ApiRequest.get("/v1/zones")).status()).isEqualTo(200);
    }

    @Test
    void a_pause_beyond_the_patience_is_a_failure_at_once() {
        stub.on("GET /v1/zones", Answer.error(503, "busy").with("Retry-After", "60"), Answer.ok("{}"));
        assertThat(failure(ApiRequest.get("/v1/zones")).code()).isEqualTo("busy");
        assertThat(stub.received()).hasSize(1);
    }

    @Test
    void an_edict_that_stays_busy_is_given_up() {
        stub.on("GET /v1/zones", Answer.error(503, "busy"));
        assertThat(failure(ApiRequest.get("/v1/zones")).status()).isEqualTo(503);
        assertThat(stub.received()).hasSizeBetween(2, 20);
    }

    @Test
    void a_caller_that_repeats_by_itself_gets_the_first_failure() {
        stub.on("GET /v1/zones", Answer.error(503, "busy"), Answer.ok("{}"));
        assertThatThrownBy(() -> edict.sendOnce(ApiRequest.get("/v1/zones"))).isInstanceOf(ApiFailure.class);
    }

    @Test
    void a_refusal_tells_its_status_its_code_and_its_details() {
        stub.on(
                "POST " + ROLLBACK,
                new Answer(
                        412,
                        "{\"error\": \"precondition_failed\", \"detail\": \"another state\", \"currentEtag\": \"\\\"a5\\\"\"}",
                        Map.of()));
        var failure = failure(rollback().withIdempotencyKey("k"));
        assertThat(failure).hasMessage("Edict refuses: 412 precondition_failed: another state");
        assertThat(failure.code()).isEqualTo("precondition_failed");
        assertThat(failure.member("currentEtag").asString()).isEqualTo("\"a5\"");
        assertThat(failure.isPassing()).isFalse();
        assertThat(stub.received()).hasSize(1);
    }

    @Test
    void what_is_wrong_with_a_body_is_said_with_its_place() {
        var issues = "{\"path\": [\"cases\", \"2\", \"input\"], \"message\": \"must not be null\"},".repeat(6)
                + "{\"path\": [], \"message\": \"x\"}";
        stub.on(
                "POST " + ROLLBACK,
                new Answer(
                        400,
                        "{\"error\": \"invalid_body\", \"error_description\": \"invalid\", \"details\": {\"issues\": [%s]}}"
                                .formatted(issues),
                        Map.of()));
        assertThat(failure(rollback()))
                .hasMessageStartingWith(
                        "Edict refuses: 400 invalid_body: invalid (cases.2.input: must not be null; cases.2.input:")
                .hasMessageEndingWith("; and 2 more)");
    }

    @Test
    void an_unknown_token_is_told_without_its_text() {
        stub.on("GET /v1/zones", Answer.error(401, "invalid_admin_token"));
        assertThat(failure(ApiRequest.get("/v1/zones")))
                .hasMessageContaining(stub.address() + " refuses the token of EDICT_TOKEN")
                .hasMessageContaining("--token-file")
                .hasMessageContaining("401 invalid_admin_token")
                .hasMessageNotContaining("a-secret");
    }

    @Test
    void a_token_without_the_right_is_told_what_it_lacks() {
        stub.on("POST " + ROLLBACK, Answer.error(403, "admin_token_read_only"));
        assertThat(failure(rollback()))
                .hasMessageEndingWith(
                        "refuses POST " + ROLLBACK + " to the token of EDICT_TOKEN: 403 admin_token_read_only: why");
    }

    @Test
    void an_edict_without_the_route_is_another_version() {
        stub.on("GET /openapi.json", "{\"info\": {\"version\": \"0.0.9\"}}");
        assertThat(failure(ApiRequest.get("/v1/new?limit=1")))
                .hasMessageContaining(stub.address() + " is another version (0.0.9) than this program (")
                .hasMessageContaining("has no GET /v1/new");
    }

    @Test
    void an_answer_without_what_a_command_needs_is_of_another_version() {
        stub.on("GET /v1/zones/z1/active", "{\"governed\": true}");
        var answer = edict.send(ApiRequest.get("/v1/zones/z1/active"));
        assertThat(answer.bodyWith("governed").path("governed").asBoolean()).isTrue();
        assertThatThrownBy(() -> answer.bodyWith("governed", "since"))
                .hasMessageContaining("another version (not told)")
                .hasMessageEndingWith("its answer has no since");
        assertThatThrownBy(answer::requireEtag).hasMessageEndingWith("its answer has no ETag");
    }

    @Test
    void a_missing_zone_is_no_other_version() {
        stub.on("GET /v1/zones/z9", Answer.error(404, "zone_not_found"));
        assertThat(failure(ApiRequest.get("/v1/zones/z9"))).hasMessage("Edict refuses: 404 zone_not_found: why");
    }

    @Test
    void a_server_that_is_not_edict_is_told() {
        stub.on("GET /v1/zones", Answer.ok("<html>"));
        assertThat(failure(ApiRequest.get("/v1/zones"))).hasMessage(stub.address() + " does not answer as Edict does");
    }

    @Test
    void the_page_of_a_proxy_that_finds_no_edict_is_a_busy_edict() {
        stub.on("GET /v1/zones", new Answer(502, "<html>", Map.of()), Answer.ok("{}"));
        assertThat(edict.send(ApiRequest.get("/v1/zones")).status()).isEqualTo(200);
    }

    @Test
    void a_closed_port_is_told_in_words() {
        assertThatThrownBy(() -> TestClient.of(URI.create("http://127.0.0.1:1")).get("/v1/zones"))
                .hasMessage("Edict is unreachable at http://127.0.0.1:1: the connection is refused");
    }

    @Test
    void an_unknown_host_is_told_in_words() {
        assertThatThrownBy(() ->
                        TestClient.of(URI.create("http://no-such-host.invalid")).get("/v1/zones"))
                .hasMessageEndingWith("the host name is unknown");
    }

    @Test
    void an_answer_has_a_bound() {
        stub.on("GET /v1/zones", "\"" + "x".repeat(16 * 1024 * 1024) + "\"");
        assertThat(failure(ApiRequest.get("/v1/zones"))).hasMessageEndingWith("answers with over 16 MiB");
    }

    @Test
    void names_in_a_path_are_encoded() {
        assertThat(ApiRequest.path("/v1/zones/%s/suites/%s?q=%s", "a:b", "x/..é ~*", "a+b&c"))
                .isEqualTo("/v1/zones/a:b/suites/x%2F..%C3%A9%20~%2A?q=a%2Bb%26c");
    }

    private ApiFailure failure(ApiRequest request) {
        return catchThrowableOfType(ApiFailure.class, () -> edict.send(request));
    }

    private static ApiRequest rollback() {
        return ApiRequest.post(ROLLBACK, Map.of("reason", "r"));
    }
}
