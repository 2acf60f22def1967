package dev.edict.query.canary;

import static dev.edict.query.Tables.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.query.ContentCorrupted;
import dev.edict.query.QueryRejection;
import dev.edict.query.Slice;
import dev.edict.query.Tables;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;

@Tag("servers")
class ReadCanariesTest {

    private static final String LIST = "/v1/zones/z1/canaries";
    private static final String INPUT = "{\"a\":{\"b\":[1.5,true,null]}}";

    private final Tables tables = new Tables();
    private final Slice http = new Slice(new CanaryController(new CanaryReader(tables.database())));

    @BeforeEach
    void zones() {
        tables.zone("z1", START);
        tables.zone("z2", START);
    }

    @Test
    void a_zone_that_never_had_one_has_an_empty_list() {
        assertThat(http.get(LIST)).hasToString("{\"zone_id\":\"z1\",\"canaries_version\":0,\"items\":[]}");
        assertThat(http.send(HttpMethod.GET, LIST)).hasHeader("ETag", "\"c0\"");
    }

    @Test
    void a_list_has_all_canaries_by_name_and_the_number_of_their_latest_change() {
        tables.canary("z1", "refund", INPUT, "deny", "role_scope_mismatch");
        tables.canary("z1", "Payout", INPUT, "allow", null);
        tables.canary("z2", "another", INPUT, "allow", null);
        tables.canaries("z1", 7, 2);
        assertThat(http.get(LIST))
                .hasToString(
                        """
                        {"zone_id":"z1","canaries_version":7,"items":[\
                        {"name":"Payout","input":{"a":{"b":[1.5,true,null]}},"expect":"allow",\
                        "defined_at":"2026-01-01T00:00:00.123Z","defined_by":"admin:a"},\
                        {"name":"refund","input":{"a":{"b":[1.5,true,null]}},"expect":"deny",\
                        "expect_reason":"role_scope_mismatch","defined_at":"2026-01-01T00:00:00.123Z",\
                        "defined_by":"admin:a"}]}""");
    }

    @Test
    void a_canary_is_read_by_its_name() {
        tables.canary("z1", "refund", INPUT, "deny", null);
        tables.canary("z1", "payout", INPUT, "allow", null);
        tables.canaries("z1", 7, 2);
        assertThat(http.get(LIST + "/refund"))
                .hasToString(
                        """
                        {"name":"refund","input":{"a":{"b":[1.5,true,null]}},"expect":"deny",\
                        "defined_at":"2026-01-01T00:00:00.123Z","defined_by":"admin:a"}""");
        assertThat(http.send(HttpMethod.GET, LIST + "/refund")).hasHeader("ETag", "\"c7\"");
        assertThat(http.refused(LIST + "/unknown").reason()).isEqualTo(QueryRejection.Reason.CANARY_NOT_FOUND);
    }

    @Test
    void a_client_that_has_the_newest_canaries_does_not_get_them_again() {
        tables.canary("z1", "refund", INPUT, "deny", null);
        tables.canaries("z1", 7, 1);
        for (var path : new String[] {LIST, LIST + "/refund"}) {
            assertThat(http.sendWith(path, "If-None-Match", "\"c7\"")).hasStatus(HttpStatus.NOT_MODIFIED);
            assertThat(http.sendWith(path, "If-None-Match", "\"c6\"")).hasStatusOk();
        }
    }

    @Test
    void an_input_that_is_not_the_defined_one_is_never_served() {
        tables.canary("z1", "refund", INPUT, "deny", null);
        tables.change("update views.canaries set input = '{}'");
        for (var path : new String[] {LIST, LIST + "/refund"}) {
            assertThat(http.send(HttpMethod.GET, path).getUnresolvedException())
                    .hasCauseInstanceOf(ContentCorrupted.class)
                    .hasMessageContaining("canary refund");
        }
    }

    @Test
    void an_unknown_or_archived_zone_has_no_canaries() {
        tables.canary("z2", "refund", INPUT, "deny", null);
        tables.archive("registered_zones", "z2");
        for (var zone : new String[] {"z2", "z9"}) {
            var path = "/v1/zones/%s/canaries".formatted(zone);
            assertThat(http.refused(path).reason()).isEqualTo(QueryRejection.Reason.ZONE_NOT_FOUND);
            assertThat(http.refused(path + "/refund").reason()).isEqualTo(QueryRejection.Reason.ZONE_NOT_FOUND);
            assertThat(http.sendWith(path, "If-None-Match", "\"c0\"").getUnresolvedException())
                    .hasCauseInstanceOf(QueryRejection.class);
        }
    }
}
