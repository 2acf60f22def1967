package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The named requests of a zone, each with the decision that every version must give. */
@Tag("servers")
class CanariesApiTest {

    private final Api api = Edict.shared().api();
    private final String zoneId = api.zone();
    private final String path = "/v1/zones/%s/canaries".formatted(zoneId);

    @Test
    void a_canary_is_created_then_replaced_and_read_again() {
        var created = put("reads", allowed()).expect(201);
        assertThat(tag(created)).isEqualTo("\"c1\"");
        assertThat(created.json().propertyNames())
                .containsExactly("name", "input", "expect", "defined_at", "defined_by");
        assertThat(api.get(path + "/reads").expect(200).body()).isEqualTo(created.body());
        var replaced = put("reads", denied("role_scope_mismatch")).expect(200);
        assertThat(tag(replaced)).isEqualTo("\"c2\"");
        assertThat(replaced.text("expect_reason")).isEqualTo("role_scope_mismatch");
        assertThat(api.get(path + "/reads").body()).isEqualTo(replaced.body());
    }

    @Test
    void the_list_has_all_canaries_by_name_and_their_version() {
        put("b", allowed()).expect(201);
        put("a", allowed()).expect(201);
        var list = api.get(path).expect(200);
        assertThat(list.json().propertyNames()).containsExactly("zone_id", "canaries_version", "items");
        assertThat(list.text("zone_id")).isEqualTo(zoneId);
        assertThat(list.json().get("canaries_version").asLong()).isEqualTo(2);
        assertThat(list.json().get("items").valueStream())
                .extracting(item -> item.get("name").asString())
                .containsExactly("a", "b");
        var input = list.json().at("/items/1/input");
        assertThat(input.at("/principal/zone_id").asString()).isEqualTo(zoneId);
        assertThat(tag(list)).isEqualTo("\"c2\"");
        api.send("GET", path, null, Map.of("if-none-match", "\"c2\"")).expect(304);
    }

    @Test
    void the_list_is_read_with_tokens_of_readers_and_of_decision_points_of_the_zone() {
        put("reads", allowed()).expect(201);
        for (var capability : List.of("read", "replica")) {
            var token = minted(zoneId, capability);
            assertThat(token.get(path).expect(200).json().get("items")).hasSize(1);
            minted(api.zone(), capability).get(path).refused(403, "admin_token_zone_mismatch");
        }
        minted(zoneId, "decide").get(path).refused(403, "admin_token_decide_only");
    }

    @Test
    void a_change_leaves_an_audit_record_and_a_line_in_the_timeline() {
        put("reads", allowed()).expect(201);
        put("reads", denied(null)).expect(200);
        api.delete(path + "/reads").expect(204);
        var calls = api.get("/v1/zones/%s/admin-audit".formatted(zoneId)).json().get("items");
        assertThat(calls.valueStream())
                .extracting(call -> "%s %s %s %s"
                        .formatted(
                                call.get("method").asString(),
                                call.get("entity_type").asString(),
                                call.get("entity_id").asString(),
                                call.get("status_code").asInt()))
                .contains("PUT canaries reads 201", "PUT canaries reads 200", "DELETE canaries reads 204");
        await("the timeline to be written after the commit").untilAsserted(() -> assertThat(api.timeline(zoneId))
                .extracting(row -> row.get("summary").asString())
                .contains(
                        "Canary “reads” defined, which expects allow: the zone has 1 canary",
                        "Canary “reads” removed: the zone has 0 canaries"));
    }

    @Test
    void a_repeated_request_with_a_key_is_answered_as_the_first_one_was() {
        var headers = Map.of("content-type", "application/json", "idempotency-key", Api.uniqueName("key"));
        var body = JsonMapper.shared().writeValueAsString(allowed());
        var first = api.send("PUT", path + "/reads", body, headers).expect(201);
        put("reads", denied(null)).expect(200);
        var again = api.send("PUT", path + "/reads", body, headers).expect(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("idempotent-replayed")).hasValue("true");
    }

    @Test
    void a_change_that_names_the_state_it_saw_overwrites_no_other() {
        put("reads", allowed(), "\"c0\"").expect(201);
        var stale = put("reads", denied(null), "\"c0\"").refused(412, "precondition_failed");
        assertThat(stale.text("current_etag")).isEqualTo("\"c1\"");
        api.send("DELETE", path + "/reads", null, Map.of("if-match", "\"c7\"")).refused(412, "precondition_failed");
        api.send("DELETE", path + "/reads", null, Map.of("if-match", "\"c1\"")).expect(204);
        assertThat(tag(api.get(path))).isEqualTo("\"c2\"");
    }

    @Test
    void a_canary_that_contradicts_itself_is_refused_by_name() {
        var allowWithReason = allowed();
        allowWithReason.put("expect_reason", "role_scope_mismatch");
        var refused = put("reads", allowWithReason).refused(400, "invalid_canary");
        assertThat(refused.text("error_description")).startsWith("expect_reason: an allow has no deny reason");
        assertThat(refused.json().at("/details/issues/0/path/0").asString()).isEqualTo("expect_reason");
        assertThat(put("reads", denied("because"))
                        .refused(400, "invalid_canary")
                        .text("error_description"))
                .contains("expected one of", "role_scope_mismatch");
        put("reads", allowed()).expect(201);
        var contradiction = put("denies", denied(null)).refused(409, "canary_contradiction");
        assertThat(contradiction.text("canary")).isEqualTo("reads");
    }

    @Test
    void an_input_that_no_decision_can_be_made_of_is_refused_with_the_place() {
        var other = allowed();
        other.put("input", Documents.mint("another-zone", "teller", "ledger:read"));
        var refused = put("reads", other).refused(400, "invalid_canary");
        assertThat(refused.json().at("/details/issues/0/path").valueStream())
                .extracting(step -> step.asString())
                .containsExactly("input", "principal", "zone_id");
        other.put("input", Map.of("principal", Map.of()));
        assertThat(put("reads", other).refused(400, "invalid_canary").text("error_description"))
                .startsWith("input.principal.");
        var secret = new HashMap<>(Documents.mint(zoneId, "teller", "ledger:read"));
        secret.put("context", Map.of("actor_claims", Map.of("client_secret", "s3cr3t")));
        other.put("input", secret);
        assertThat(put("reads", other).refused(400, "invalid_canary").body())
                .contains("client_secret")
                .doesNotContain("s3cr3t");
        assertThat(tag(api.get(path))).isEqualTo("\"c0\"");
    }

    @Test
    void a_body_is_given_completely_and_by_names_that_are_known() {
        for (var body : List.of("{}", "{\"input\":[],\"expect\":\"allow\"}", "{\"input\":null,\"expect\":\"deny\"}")) {
            send("reads", body).refused(400, "invalid_canary");
        }
        var unknown = allowed();
        unknown.put("reason", "x");
        put("reads", unknown).refused(400, "invalid_canary");
        var neither = allowed();
        neither.put("expect", "maybe");
        put("reads", neither).refused(400, "invalid_canary");
        put("reads", denied("r".repeat(257))).refused(400, "invalid_canary");
        put("n".repeat(129), allowed()).refused(400, "invalid_params");
        put("a%20b", allowed()).refused(400, "invalid_params");
    }

    @Test
    void a_zone_has_at_most_200() {
        for (int n = 0; n < 200; n++) {
            put("n" + n, denied(null)).expect(201);
        }
        put("n200", denied(null)).refused(409, "too_many_canaries");
        put("n199", denied("no_rule_matched")).expect(200);
        assertThat(api.get(path).json().get("items")).hasSize(200);
        api.delete(path + "/n0").expect(204);
        put("n200", denied(null)).expect(201);
    }

    @Test
    void an_unknown_canary_and_an_archived_zone_are_not_found() {
        api.get(path + "/reads").refused(404, "canary_not_found");
        api.delete(path + "/reads").refused(404, "canary_not_found");
        put("reads", allowed()).expect(201);
        api.delete(path + "/writes").refused(404, "canary_not_found");
        api.delete("/v1/zones/" + zoneId).expect(204);
        put("reads", allowed()).refused(404, "zone_not_found");
        api.delete(path + "/reads").refused(404, "zone_not_found");
        api.get(path).refused(404, "zone_not_found");
        api.get(path + "/reads").refused(404, "zone_not_found");
    }

    private Map<String, Object> allowed() {
        return canary("allow", null);
    }

    private Map<String, Object> denied(@Nullable String reason) {
        return canary("deny", reason);
    }

    private Map<String, Object> canary(String expect, @Nullable String reason) {
        var body = new HashMap<String, Object>();
        body.put("input", Documents.mint(zoneId, "teller", "ledger:read"));
        body.put("expect", expect);
        if (reason != null) {
            body.put("expect_reason", reason);
        }
        return body;
    }

    private Api minted(String zone, String capability) {
        var token = Map.of("name", "t", "scope", "zone", "zone_id", zone, "capability", capability);
        return api.withToken(api.post("/v1/admin-tokens", token).expect(201).text("token"));
    }

    private Api.Answer put(String name, Map<String, Object> body) {
        return send(name, JsonMapper.shared().writeValueAsString(body));
    }

    private Api.Answer put(String name, Map<String, Object> body, String ifMatch) {
        var headers = Map.of("content-type", "application/json", "if-match", ifMatch);
        return api.send("PUT", path + "/" + name, JsonMapper.shared().writeValueAsString(body), headers);
    }

    private Api.Answer send(String name, String body) {
        return api.send("PUT", path + "/" + name, body, Map.of("content-type", "application/json"));
    }

    private static String tag(Api.Answer answer) {
        return answer.headers().firstValue("etag").orElseThrow();
    }
}
