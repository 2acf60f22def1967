package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Zones over HTTP. */
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
