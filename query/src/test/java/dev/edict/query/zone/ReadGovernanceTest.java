package dev.edict.query.zone;

import static dev.edict.query.Tables.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.query.Slice;
import dev.edict.query.Tables;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("servers")
class ReadGovernanceTest {

    private final Tables tables = new Tables();
    private final Slice slice =
            new Slice(new ZoneController(new ZoneReader(tables.database(), new Applications(tables.database()))));

    @BeforeEach
    void a_zone_with_two_sealed_versions() {
        tables.zone("z1", START);
        tables.policySet("s1", "z1", START);
        tables.sealed("v1", "s1", 1, START);
        tables.sealed("v2", "s1", 2, START);
    }

    @Test
    void a_zone_that_was_never_governed_has_no_governing_version() {
        assertThat(slice.get("/v1/zones/z1/active").toString())
                .isEqualTo("{\"zone_id\":\"z1\",\"governed\":false,\"policy_set_id\":null,\"policy_set_name\":null,"
                        + "\"version_id\":null,\"version\":null,\"manifest_sha256\":null,\"activation_seq\":0,"
                        + "\"previous_version_id\":null,\"since\":null,\"actor\":null,\"outbox_id\":null}");
    }

    @Test
    void shows_the_governing_version() {
        tables.governance("z1", 2, "s1", "v2", "v1");
        assertThat(slice.get("/v1/zones/z1/active").toString())
                .isEqualTo("{\"zone_id\":\"z1\",\"governed\":true,\"policy_set_id\":\"s1\","
                        + "\"policy_set_name\":\"Set s1\",\"version_id\":\"v2\",\"version\":2,"
                        + "\"manifest_sha256\":\"sha of v2\",\"activation_seq\":2,\"previous_version_id\":\"v1\","
                        + "\"since\":\"2026-01-01T00:00:00.123Z\",\"actor\":\"admin:b\",\"outbox_id\":\"dispatch-2\"}");
    }

    @Test
    void shows_a_deactivation_with_its_actor() {
        tables.governance("z1", 3, "s1", null, "v2");
        assertThat(slice.get("/v1/zones/z1/active").toString())
                .isEqualTo("{\"zone_id\":\"z1\",\"governed\":false,\"policy_set_id\":null,\"policy_set_name\":null,"
                        + "\"version_id\":null,\"version\":null,\"manifest_sha256\":null,\"activation_seq\":3,"
                        + "\"previous_version_id\":\"v2\",\"since\":\"2026-01-01T00:00:00.123Z\","
                        + "\"actor\":\"admin:b\",\"outbox_id\":\"dispatch-3\"}");
    }

    @Test
    void another_zones_governance_is_not_told() {
        tables.zone("z2", START);
        tables.governance("z1", 1, "s1", "v1", null);
        assertThat(slice.get("/v1/zones/z2/active").get("governed").asBoolean()).isFalse();
        assertThat(slice.get("/v1/zones/z2/active").get("activation_seq").asLong())
                .isZero();
    }
}
