package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules for every route of the Admin API. */
@Tag("servers")
class EveryCallTest {

    private final Api api = Edict.shared().api();

    @ParameterizedTest
    @ValueSource(strings = {"/v1/zones", "/v1/zones/z1/active", "/v1/nowhere", "/nowhere", "/metrics"})
    void needs_the_token(String path) {
        api.withToken(null).get(path).refused(401, "invalid_admin_token");
        api.withToken("another-token-of-some-length").get(path).refused(401, "invalid_admin_token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "#{null}", "${METRICS_BEARER:}"})
    void a_call_with_an_unconfigured_token_is_refused(String token) {
        api.withToken(token).get("/metrics").refused(401, "invalid_admin_token");
    }

    @Test
    void gets_the_fixed_headers_and_a_request_id() {
        var headers = api.get("/v1/zones").headers();
        assertThat(headers.firstValue("x-request-id"))
                .hasValueSatisfying(id -> assertThat(id).hasSize(36));
        assertThat(headers.firstValue("x-content-type-options")).hasValue("nosniff");
        assertThat(headers.firstValue("referrer-policy")).hasValue("no-referrer");
        assertThat(headers.firstValue("cache-control")).hasValue("no-store");
    }

    @Test
    void keeps_the_request_id_it_came_with_up_to_a_bound() {
        assertThat(requestId("req-77")).isEqualTo("req-77");
        assertThat(requestId("x".repeat(129))).hasSize(36);
        assertThat(requestId("two words")).hasSize(36);
    }

    private String requestId(String offered) {
        return api.send("GET", "/v1/zones", null, Map.of("x-request-id", offered))
                .headers()
                .firstValue("x-request-id")
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"GET, /v1/nowhere", "PUT, /v1/nowhere", "GET, /v1/zones/"})
    void a_call_of_an_unknown_route_is_answered_as_by_the_contracts_router(String method, String path) {
        var answer = api.send(method, path, null, Map.of()).expect(404);
        assertThat(answer.json().get("statusCode").asInt()).isEqualTo(404);
        assertThat(answer.text("error")).isEqualTo("Not Found");
        assertThat(answer.text("message")).isEqualTo("Route %s:%s not found".formatted(method, path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/csv", "text/html", "application/yaml", "nonsense"})
    void a_call_is_answered_in_json_for_every_accept_header(String accepted) {
        var headers = Map.of("accept", accepted, "content-type", "application/json");
        var created = api.send("POST", "/v1/zones", "{\"name\":\"accepting\"}", headers)
                .expect(201);
        assertThat(created.headers().firstValue("content-type")).hasValue("application/json");
        api.send("GET", "/v1/zones/" + created.text("id"), null, headers).expect(200);
        api.send("POST", "/v1/zones", "{}", headers).refused(400, "invalid_zone");
        api.send("POST", "/v1/zones/nowhere/rollback", "{\"reason\":\"r\"}", headers)
                .refused(404, "zone_not_found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/zones/a%20b", "/v1/zones/a%2Fb/active", "/v1/zones/ü/policies"})
    void with_an_id_outside_the_grammar_is_refused_before_anything_is_looked_up(String path) {
        assertThat(api.get(path.replace("ü", "%C3%BC")).status()).isEqualTo(400);
    }

    @Test
    void with_an_id_of_129_characters_is_refused() {
        api.get("/v1/zones/" + "x".repeat(129)).refused(400, "invalid_params");
        api.get("/v1/zones/" + "x".repeat(128)).refused(404, "zone_not_found");
    }
}
