package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What AuthZEN 1.0 says about statuses and headers; decisions are tested in the module of the decision point. */
@Tag("servers")
class AuthZenApiTest {

    private static final Api API = Edict.deciding().api();
    private static final String ID = "x-request-id";
    private static final String MINT =
            """
            {"subject": {"type": "Application", "id": "app-1", "properties": {"labels": ["teller"]}},
             "action": {"name": "TokenExchange", "properties": {"scopes": ["ledger:read"]}},
             "resource": {"type": "Resource", "id": "resource://ledger"},
             "context": {"agent_session_id": "s-1", "delegation_edge": {"id": "e-1", "scopes": ["ledger:read"]}}}
            """;

    private static Api.Governed zone;

    @BeforeAll
    static void govern() {
        zone = API.governed(1);
        API.activate(zone.zoneId(), zone.policySetId(), zone.versionIds().get(0))
                .expect(202);
        await("the decision point to load the activation")
                .untilAsserted(() -> assertThat(evaluate(MINT).body()).isEqualTo("{\"decision\":true}"));
    }

    private static Api.Answer evaluate(String body) {
        return send(API, "evaluation", body, "application/json", null);
    }

    private static Api.Answer send(
            Api api, String endpoint, String body, String contentType, @Nullable String requestId) {
        var headers = requestId == null
                ? Map.of("content-type", contentType)
                : Map.of("content-type", contentType, ID, requestId);
        return api.send("POST", "/zones/%s/access/v1/%s".formatted(zone.zoneId(), endpoint), body, headers);
    }

    @Test
    void a_decision_is_json_and_a_deny_is_no_error() {
        var denied = evaluate(MINT.replace("teller", "auditor")).expect(200);

        assertThat(denied.body()).isEqualTo("{\"decision\":false}");
        assertThat(denied.headers().firstValue("content-type")).hasValue("application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{", "", "{\"subject\": \"x\"}", "{}"})
    void what_is_no_request_is_a_bad_request(String body) {
        evaluate(body).refused(400, "invalid_evaluation");
    }

    @Test
    void another_content_type_is_a_bad_request_too() {
        send(API, "evaluation", MINT, "text/plain", null).refused(400, "invalid_evaluation");
        send(API, "evaluation", MINT, "application/json; charset=utf-8", null).expect(200);
    }

    @Test
    void the_id_of_a_request_comes_back_with_every_status() {
        for (var answer : List.of(
                send(API, "evaluation", MINT, "application/json", "t-42").expect(200),
                send(API, "evaluation", "{}", "application/json", "t-42").expect(400),
                send(API.withToken(null), "evaluation", MINT, "application/json", "t-42")
                        .expect(401))) {
            assertThat(answer.headers().firstValue(ID)).hasValue("t-42");
        }
    }

    @Test
    void a_caller_without_a_token_is_told_how_to_authenticate() {
        var refused = send(API.withToken(null), "evaluation", MINT, "application/json", null)
                .refused(401, "invalid_admin_token");

        assertThat(refused.headers().firstValue("www-authenticate")).hasValue("Bearer");
    }

    @Test
    void a_caller_needs_the_capability_and_the_zone() {
        var replica = API.withToken(minted(Map.of("name", "r", "scope", "global", "capability", "replica")));
        var elsewhere = API.withToken(
                minted(Map.of("name", "d", "scope", "zone", "zone_id", API.zone(), "capability", "decide")));
        var caller = API.withToken(
                minted(Map.of("name", "d", "scope", "zone", "zone_id", zone.zoneId(), "capability", "decide")));

        send(replica, "evaluation", MINT, "application/json", null).refused(403, "admin_token_replica_only");
        send(elsewhere, "evaluation", MINT, "application/json", null).refused(403, "admin_token_zone_mismatch");
        send(caller, "evaluation", MINT, "application/json", null).expect(200);
        caller.get("/v1/zones").refused(403, "admin_token_decide_only");
    }

    private static String minted(Map<String, String> token) {
        return API.post("/v1/admin-tokens", token).expect(201).text("token");
    }

    @Test
    void a_batch_has_no_decision_of_its_own_and_an_empty_one_has() {
        var batch = send(API, "evaluations", "{\"evaluations\": [%s, {}]}".formatted(MINT), "application/json", null);
        assertThat(batch.expect(200).body())
                .isEqualTo("{\"evaluations\":[{\"decision\":true},{\"decision\":false,\"context\":{\"error\":"
                        + "{\"status\":400,\"message\":\"subject: expected an object\"}}}]}");

        var empty = MINT.strip().replaceFirst("}\\z", ", \"evaluations\": []}");
        assertThat(send(API, "evaluations", empty, "application/json", null).body())
                .isEqualTo("{\"decision\":true}");
    }

    @Test
    void more_than_a_mebibyte_is_refused_and_the_service_stays_up() {
        send(API, "evaluations", "{\"a\": \"%s\"}".formatted("#".repeat(1 << 20)), "application/json", null)
                .refused(413, "payload_too_large");
        evaluate(MINT).expect(200);
    }

    @Test
    void the_metadata_names_what_is_offered() {
        var answer = API.withToken(null)
                .get("/.well-known/authzen-configuration/zones/" + zone.zoneId())
                .expect(200);
        var base = "https://pdp.example/zones/" + zone.zoneId();

        assertThat(answer.body())
                .isEqualTo(
                        "{\"policy_decision_point\":\"%1$s\",\"access_evaluation_endpoint\":\"%1$s/access/v1/evaluation\",\"access_evaluations_endpoint\":\"%1$s/access/v1/evaluations\"}"
                                .formatted(base));
        assertThat(answer.headers().firstValue("cache-control")).hasValue("max-age=3600, public");
    }

    @Test
    void the_metadata_does_not_tell_which_zones_exist() {
        assertThat(API.withToken(null)
                        .get("/.well-known/authzen-configuration/zones/nowhere")
                        .status())
                .isEqualTo(200);
    }
}
