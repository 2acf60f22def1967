package dev.edict.query.zone;

import static dev.edict.query.Tables.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.query.QueryRejection;
import dev.edict.query.Slice;
import dev.edict.query.Tables;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;

@Tag("servers")
class ReadZoneSettingsTest {

    private final Tables tables = new Tables();
    private final Slice slice =
            new Slice(new ZoneController(new ZoneReader(tables.database(), new Applications(tables.database()))));

    @Test
    void a_zone_is_not_strict_and_its_canaries_are_off_by_default() {
        tables.zone("z1", START);
        assertThat(slice.get("/v1/zones/z1/settings").toString())
                .isEqualTo("{\"strict\":false,\"canaries\":\"off\",\"evidence\":\"none\"}");
    }

    @Test
    void settings_are_those_of_the_latest_change_of_this_zone() {
        tables.zone("z1", START);
        tables.zone("z2", START);
        tables.settings("z1", 3, true, "required");
        assertThat(slice.get("/v1/zones/z1/settings").toString())
                .isEqualTo("{\"strict\":true,\"canaries\":\"required\",\"evidence\":\"warn\"}");
        assertThat(slice.get("/v1/zones/z2/settings").toString())
                .isEqualTo("{\"strict\":false,\"canaries\":\"off\",\"evidence\":\"none\"}");
    }

    @Test
    void the_state_is_named_by_the_number_of_the_latest_change() {
        tables.zone("z1", START);
        assertThat(slice.send(HttpMethod.GET, "/v1/zones/z1/settings")).hasHeader("ETag", "\"z0\"");
        tables.settings("z1", 3, true, "required");
        assertThat(slice.send(HttpMethod.GET, "/v1/zones/z1/settings")).hasHeader("ETag", "\"z3\"");
    }

    @Test
    void an_unknown_zone_has_none() {
        assertThat(slice.refused("/v1/zones/z1/settings").reason()).isEqualTo(QueryRejection.Reason.ZONE_NOT_FOUND);
    }
}
