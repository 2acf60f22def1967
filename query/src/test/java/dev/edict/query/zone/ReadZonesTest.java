package dev.edict.query.zone;

import static dev.edict.query.Tables.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.query.QueryRejection.Reason;
import dev.edict.query.Slice;
import dev.edict.query.Tables;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("servers")
class ReadZonesTest {

    private static final String ZONE = "{\"id\":\"z1\",\"name\":\"Zone z1\",\"slug\":\"z1\",\"dcr_enabled\":false,"
            + "\"operator_coauthor_badge\":true,\"operator_governed\":false,\"created_by\":\"admin:a\","
            + "\"created_via_operator\":false,\"updated_by\":null,\"updated_via_operator\":false,"
            + "\"created_at\":\"2026-01-01T00:00:00.123Z\",\"updated_at\":\"2026-01-01T00:00:00.123Z\"}";

    private final Tables tables = new Tables();
    private final Slice slice =
            new Slice(new ZoneController(new ZoneReader(tables.database(), new Applications(tables.database()))));

    @Test
    void zones_are_listed_with_the_contracts_fields_newest_first() {
        tables.zone("z1", START);
        assertThat(slice.get("/v1/zones").toString()).isEqualTo("{\"items\":[" + ZONE + "],\"next_cursor\":null}");
        tables.zone("z2", START.plus(1, ChronoUnit.MICROS));
        tables.zone("z0", START);
        assertThat(slice.walk("/v1/zones", 1)).containsExactly("z2", "z1", "z0");
    }

    @Test
    void a_zone_is_read_by_its_id() {
        tables.zone("z1", START);
        assertThat(slice.get("/v1/zones/z1").toString()).isEqualTo(ZONE);
    }

    @Test
    void a_zone_is_found_by_its_slug() {
        tables.zone("z1", START);
        tables.zone("z2", START);
        assertThat(slice.get("/v1/zones?slug=z1").toString())
                .isEqualTo("{\"items\":[" + ZONE + "],\"next_cursor\":null}");
        assertThat(slice.get("/v1/zones?slug=Z1").get("items")).isEmpty();
        assertThat(slice.refused("/v1/zones?slug=" + "x".repeat(129)).reason()).isEqualTo(Reason.INVALID_QUERY);
    }

    @Test
    void an_archived_zone_is_not_found_by_its_slug() {
        tables.zone("z1", START);
        tables.archive("registered_zones", "z1");
        assertThat(slice.get("/v1/zones?slug=z1").get("items")).isEmpty();
    }

    @Test
    void an_unknown_zone_is_not_found() {
        assertThat(slice.refused("/v1/zones/nowhere").reason()).isEqualTo(Reason.ZONE_NOT_FOUND);
        assertThat(slice.refused("/v1/zones/nowhere/active").reason()).isEqualTo(Reason.ZONE_NOT_FOUND);
    }

    @Test
    void a_list_of_zones_is_asked_for_as_any_other() {
        assertThat(slice.refused("/v1/zones?limit=0").reason()).isEqualTo(Reason.INVALID_QUERY);
        assertThat(slice.refused("/v1/zones?cursor=a").reason()).isEqualTo(Reason.INVALID_CURSOR);
    }
}
