package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Zones over HTTP. */
@Tag("servers")
class ZonesApiTest {

    private static final String INSTANT = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z";

    private final Api api = Edict.shared().api();

    @Test
    void is_registered_listed_and_read() {
        var created = api.post("/v1/zones", Map.of("name", "  Payments " + Api.uniqueName("x") + " "))
                .expect(201);
        var zone = created.json();
        assertThat(zone.propertyNames())
                .containsExactlyInAnyOrder(
                        "id",
                        "name",
                        "slug",
                        "dcr_enabled",
                        "operator_coauthor_badge",
                        "operator_governed",
                        "created_by",
                        "created_via_operator",
                        "updated_by",
                        "updated_via_operator",
                        "created_at",
                        "updated_at");
        assertThat(created.text("name")).startsWith("Payments x").doesNotEndWith(" ");
        assertThat(created.text("slug")).startsWith("payments-x");
        assertThat(created.text("created_by")).isEqualTo("admin:bootstrap");
        assertThat(created.text("created_at")).matches(INSTANT);
        assertThat(api.get("/v1/zones/" + created.text("id")).expect(200).json())
                .isEqualTo(zone);
        assertThat(api.get("/v1/zones?limit=500")
                        .expect(200)
                        .json()
                        .get("items")
                        .valueStream())
                .contains(zone);
    }

    @Test
    void has_a_slug_of_its_own() {
        var slug = Api.uniqueName("slug");
        api.post("/v1/zones", Map.of("name", "n", "slug", slug)).expect(201);
        api.post("/v1/zones", Map.of("name", "n", "slug", slug)).refused(409, "zone_slug_conflict");
    }

    @Test
    void only_the_given_members_of_a_zone_change() {
        var zone = api.post("/v1/zones", Map.of("name", Api.uniqueName("zone"))).json();
        var path = "/v1/zones/" + zone.path("id").asString();
        var changed = patch(path, "{\"name\":\" Payments \",\"dcr_enabled\":true,\"operator_governed\":true}")
                .expect(200);
        assertThat(changed.text("name")).isEqualTo("Payments");
        assertThat(changed.text("slug")).isEqualTo(zone.path("slug").asString());
        assertThat(changed.text("updated_by")).isEqualTo("admin:bootstrap");
        assertThat(api.get(path).json()).isEqualTo(changed.json());
        assertThat(api.get(path + "/dcr-status").expect(200).json().toString())
                .isEqualTo("{\"id\":\"%s\",\"dcr_enabled\":true,\"live_dcr_applications\":0}"
                        .formatted(zone.path("id").asString()));
        patch(path, "{\"dcr_enabled\":false,\"dcr_shutdown\":\"revoke_live\"}").expect(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {}                                                  | 400 | no_fields
                    {"dcr_shutdown":"keep_live"}                        | 400 | dcr_shutdown_not_applicable
                    {"dcr_enabled":true,"dcr_shutdown":"keep_live"}     | 400 | dcr_shutdown_not_applicable
                    {"surprise":1}                                      | 400 | invalid_zone
                    {"name":""}                                         | 400 | invalid_zone
                    """)
    void a_zone_is_not_changed_by_an_invalid_request(String body, int status, String code) {
        patch("/v1/zones/" + api.zone(), body).refused(status, code);
    }

    @Test
    void has_a_slug_of_its_own_after_a_change_too() {
        var slug = Api.uniqueName("slug");
        api.post("/v1/zones", Map.of("name", "n", "slug", slug)).expect(201);
        patch("/v1/zones/" + api.zone(), "{\"slug\":\"%s\"}".formatted(slug)).refused(409, "zone_slug_conflict");
        patch("/v1/zones/nowhere", "{\"name\":\"n\"}").refused(404, "zone_not_found");
    }

    @Test
    void an_archived_zone_has_no_active_version_and_its_replicas_are_notified() {
        var governed = api.governed(1);
        api.activate(
                        governed.zoneId(),
                        governed.policySetId(),
                        governed.versionIds().get(0))
                .expect(202);
        api.delete("/v1/zones/" + governed.zoneId()).expect(204);
        api.delete("/v1/zones/" + governed.zoneId()).refused(404, "zone_not_found");
        api.get("/v1/zones/" + governed.zoneId()).refused(404, "zone_not_found");
        api.get("/v1/zones/%s/active".formatted(governed.zoneId())).refused(404, "zone_not_found");
        api.activate(
                        governed.zoneId(),
                        governed.policySetId(),
                        governed.versionIds().get(0))
                .refused(404, "zone_not_found");
        assertThat(Edict.shared()
                        .sql()
                        .sql(
                                """
                                select count(*) filter (where policy_set_version_id is null) || ' of ' || count(*)
                                from bridge.outbox where zone_id = :zone
                                """)
                        .param("zone", governed.zoneId())
                        .query(String.class)
                        .single())
                .isEqualTo("1 of 2");
    }

    @Test
    void a_system_zone_requires_the_bootstrap_token() {
        var writer = api.withToken(api.post("/v1/admin-tokens", Map.of("name", "w", "scope", "global"))
                .expect(201)
                .text("token"));
        writer.post("/v1/zones", Map.of("name", "Caracal.SYS/x")).refused(409, "reserved_namespace");
        writer.post("/v1/zones", Map.of("name", "Caracal sys 1")).refused(409, "reserved_namespace");
        var slug = "caracal-sys-" + Api.uniqueName("x");
        writer.post("/v1/zones", Map.of("name", "n", "slug", slug)).refused(409, "reserved_namespace");
        var own = api.post("/v1/zones", Map.of("name", "n", "slug", slug))
                .expect(201)
                .text("id");
        assertThat(api.get("/v1/zones?limit=500").body()).doesNotContain(own);
        writer.get("/v1/zones/" + own).expect(200);
        writer.delete("/v1/zones/" + own).refused(403, "system_zone_read_only");
        api.delete("/v1/zones/" + own).expect(204);
    }

    private Api.Answer patch(String path, String body) {
        return api.send("PATCH", path, body, Map.of("content-type", "application/json"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\":\"  \"}",
                "{\"name\":\"n\",\"slug\":\"Upper\"}",
                "{\"name\":\"n\",\"slug\":null}",
                "{\"name\":\"n\",\"dcr_enabled\":\"yes\"}",
                "nonsense"
            })
    void that_is_not_valid_is_refused_under_its_own_code(String body) {
        api.postRaw("/v1/zones", body, "application/json").refused(400, "invalid_zone");
    }
}
