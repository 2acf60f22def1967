package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The person to whom a change is attributed, and the token that made it (contract §2, attribution). */
@Tag("servers")
class AttributionApiTest {

    private static final String AUTHORIZED_BY = "x-caracal-authorized-by";

    private final Edict edict = Edict.shared();
    private final Api api = edict.api();

    @Test
    void the_person_whom_the_caller_names_and_the_token_beside_them() {
        var zone = register(Map.of(AUTHORIZED_BY, "Jo Example", "x-caracal-created-via", "operator"));
        assertThat(zone.path("created_by").asString()).isEqualTo("Jo Example");
        assertThat(zone.path("created_via_operator").asBoolean()).isTrue();
        var entry = firstOf(zone.path("id").asString());
        assertThat(entry.path("actor").asString()).isEqualTo("admin:bootstrap");
        assertThat(entry.path("on_behalf_of").asString()).isEqualTo("Jo Example");
        assertThat(entry.path("via_operator").asBoolean()).isTrue();
    }

    @Test
    void the_name_of_a_person_is_not_stored_in_the_log() {
        register(Map.of(AUTHORIZED_BY, "Kim Erasable"));
        assertThat(edict.sql()
                        .sql("select string_agg(payload || metadata, '') from events.domain_event")
                        .query(String.class)
                        .single())
                .doesNotContain("Kim Erasable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<script>", "a;b", "", "admin:somebody-else", "Admin:bootstrap"})
    void an_invalid_name_is_ignored(String name) {
        assertThat(register(Map.of(AUTHORIZED_BY, name)).path("created_by").asString())
                .isEqualTo("admin:bootstrap");
    }

    @Test
    void a_zone_can_hide_the_involvement_of_an_operator() {
        var zoneId = register(Map.of()).path("id").asString();
        send("PATCH", "/v1/zones/" + zoneId, "{\"operator_coauthor_badge\":false}", Map.of())
                .expect(200);
        var policySet = send(
                        "POST",
                        "/v1/zones/%s/policy-sets".formatted(zoneId),
                        "{\"name\":\"s\"}",
                        Map.of("x-caracal-created-via", "operator"))
                .expect(201)
                .json();
        assertThat(policySet.path("created_via_operator").asBoolean()).isFalse();
        assertThat(api.get("/v1/zones/%s/policy-sets/%s"
                                .formatted(zoneId, policySet.path("id").asString()))
                        .json()
                        .path("created_via_operator")
                        .asBoolean())
                .isFalse();
    }

    private JsonNode firstOf(String zoneId) {
        var path = "/v1/zones/%s/timeline?order=asc".formatted(zoneId);
        await("the timeline").until(() -> !api.get(path).json().path("items").isEmpty());
        return api.get(path).json().path("items").get(0);
    }

    private JsonNode register(Map<String, String> headers) {
        var body = JsonMapper.shared().writeValueAsString(Map.of("name", Api.uniqueName("zone")));
        return send("POST", "/v1/zones", body, headers).expect(201).json();
    }

    private Api.Answer send(String method, String path, String body, Map<String, String> headers) {
        var all = new HashMap<>(headers);
        all.put("content-type", "application/json");
        return api.send(method, path, body, all);
    }
}
