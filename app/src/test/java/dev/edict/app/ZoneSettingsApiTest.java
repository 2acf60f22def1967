package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The requirements of a zone on its policies. */
@Tag("servers")
class ZoneSettingsApiTest {

    private static final String STRICT = "{\"strict\":true}";
    private static final String LAX = "{\"strict\":false}";
    private static final String IS_STRICT = "{\"strict\":true,\"canaries\":\"off\",\"evidence\":\"none\"}";
    private static final String IS_LAX = "{\"strict\":false,\"canaries\":\"off\",\"evidence\":\"none\"}";
    private static final String REQUIRED = "{\"strict\":false,\"canaries\":\"required\",\"evidence\":\"none\"}";

    private final Api api = Edict.shared().api();
    private final String zoneId = api.zone();
    private final String path = "/v1/zones/%s/settings".formatted(zoneId);

    @Test
    void settings_have_defaults_until_they_are_changed() {
        var never = api.get(path).expect(200);
        assertThat(never.body()).isEqualTo(IS_LAX);
        assertThat(tag(never)).isEqualTo("\"z0\"");
        var chosen = put(api, STRICT).expect(200);
        assertThat(chosen.body()).isEqualTo(IS_STRICT);
        assertThat(tag(chosen)).isEqualTo("\"z1\"").isEqualTo(tag(api.get(path)));
        assertThat(api.get(path).body()).isEqualTo(IS_STRICT);
        assertThat(tag(put(api, STRICT).expect(200))).isEqualTo("\"z1\"");
    }

    @Test
    void a_strict_zone_seals_nothing_that_has_warnings() {
        var warned = manifest(api.policy(zoneId, Documents.ONLY_GRANTS).versionId());
        var sound = manifest(api.policy(zoneId, Documents.GRANTS).versionId());
        var versions = "/v1/zones/%s/policy-sets/%s/versions".formatted(zoneId, api.policySet(zoneId));
        api.post(versions, warned).expect(201);
        put(api, STRICT).expect(200);
        var refused = api.post(versions, warned).refused(422, "invalid_policy_bundle");
        assertThat(refused.text("error_description")).isEqualTo("grant_without_binding");
        assertThat(refused.json().get("strict").asBoolean()).isTrue();
        assertThat(refused.json().get("details").get(0).get("severity").asString())
                .isEqualTo("warning");
        assertThat(api.post(versions, sound).expect(201).json().get("warnings")).isEmpty();
        put(api, LAX).expect(200);
        api.post(versions, warned).expect(201);
    }

    @Test
    void a_zone_is_made_laxer_with_a_token_for_all_zones_only() {
        var ofTheZone = minted(Map.of("name", "z", "scope", "zone", "zone_id", zoneId));
        put(ofTheZone, STRICT).expect(200);
        put(ofTheZone, LAX).refused(403, "global_token_required");
        assertThat(ofTheZone.get(path).expect(200).body()).isEqualTo(IS_STRICT);
        put(minted(Map.of("name", "w", "scope", "global")), LAX).expect(200);
    }

    @Test
    void a_client_that_does_not_know_the_canaries_leaves_their_setting_as_it_is() {
        assertThat(put(api, REQUIRED).expect(200).body()).isEqualTo(REQUIRED);
        assertThat(put(api, STRICT).expect(200).body())
                .isEqualTo("{\"strict\":true,\"canaries\":\"required\",\"evidence\":\"none\"}");
        assertThat(put(api, LAX).expect(200).body())
                .isEqualTo(REQUIRED)
                .isEqualTo(api.get(path).body());
        assertThat(put(api, IS_LAX).expect(200).body()).isEqualTo(IS_LAX);
    }

    @Test
    void the_evidence_that_a_zone_asks_for_stays_until_it_is_named_and_a_token_of_the_zone_asks_for_no_less() {
        put(api, "{\"strict\":false,\"evidence\":\"warn\"}").expect(200);
        assertThat(put(api, STRICT).expect(200).text("evidence")).isEqualTo("warn");
        var ofTheZone = minted(Map.of("name", "z", "scope", "zone", "zone_id", zoneId));
        put(ofTheZone, "{\"strict\":true,\"evidence\":\"required\"}").expect(200);
        put(ofTheZone, "{\"strict\":true,\"evidence\":\"warn\"}").refused(403, "global_token_required");
        assertThat(put(api, "{\"strict\":true,\"evidence\":\"none\"}")
                        .expect(200)
                        .text("evidence"))
                .isEqualTo("none");
    }

    @Test
    void the_canaries_of_a_zone_are_made_laxer_with_a_token_for_all_zones_only() {
        var ofTheZone = minted(Map.of("name", "z", "scope", "zone", "zone_id", zoneId));
        put(ofTheZone, "{\"strict\":false,\"canaries\":\"warn\"}").expect(200);
        put(ofTheZone, REQUIRED).expect(200);
        put(ofTheZone, "{\"strict\":false,\"canaries\":\"warn\"}").refused(403, "global_token_required");
        put(ofTheZone, IS_LAX).refused(403, "global_token_required");
        assertThat(ofTheZone.get(path).body()).isEqualTo(REQUIRED);
        put(api, IS_LAX).expect(200);
    }

    @Test
    void an_account_of_a_console_makes_none_of_its_zones_laxer() {
        var console = api.withToken(Console.token(Edict.TOKEN, "write"));
        var account = Map.of(
                "x-caracal-account",
                Console.assertion(Edict.TOKEN, Api.uniqueName("acc")),
                "content-type",
                "application/json");
        var own = console.send("POST", "/v1/zones", "{\"name\":\"own\"}", account)
                .expect(201)
                .text("id");
        var settings = "/v1/zones/%s/settings".formatted(own);
        console.send("PUT", settings, STRICT, account).expect(200);
        console.send("PUT", settings, LAX, account).refused(403, "global_token_required");
    }

    @Test
    void a_change_that_names_the_state_it_saw_overwrites_no_other() {
        put(api, STRICT, Map.of("if-match", "\"z0\"")).expect(200);
        var stale = put(api, LAX, Map.of("if-match", "\"z0\"")).refused(412, "precondition_failed");
        assertThat(stale.text("current_etag")).isEqualTo("\"z1\"");
        put(api, LAX, Map.of("if-match", "\"z1\"")).expect(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"strict\":null}",
                "{\"strict\":\"yes\"}",
                "{\"strict\":1}",
                "{\"strict\":true,\"x\":1}",
                "{\"canaries\":\"off\"}",
                "{\"strict\":true,\"canaries\":\"maybe\"}",
                "{\"strict\":true,\"evidence\":\"off\"}",
                "{\"strict\":true,\"canaries\":null}"
            })
    void are_given_completely_and_by_names_that_are_known(String body) {
        put(api, body).refused(400, "invalid_body");
        assertThat(tag(api.get(path))).isEqualTo("\"z0\"");
    }

    @Test
    void an_archived_zone_has_none() {
        put(api, STRICT).expect(200);
        api.delete("/v1/zones/" + zoneId).expect(204);
        api.get(path).refused(404, "zone_not_found");
        put(api, LAX).refused(404, "zone_not_found");
    }

    private Api minted(Map<String, String> token) {
        return api.withToken(api.post("/v1/admin-tokens", token).expect(201).text("token"));
    }

    private Api.Answer put(Api caller, String body) {
        return put(caller, body, Map.of());
    }

    private Api.Answer put(Api caller, String body, Map<String, String> headers) {
        var all = new HashMap<>(headers);
        all.put("content-type", "application/json");
        return caller.send("PUT", path, body, all);
    }

    private static String tag(Api.Answer answer) {
        return answer.headers().firstValue("etag").orElseThrow();
    }

    private static Map<String, Object> manifest(String policyVersionId) {
        return Map.of("manifest", List.of(Map.of("policy_version_id", policyVersionId)));
    }
}
