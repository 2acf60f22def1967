package dev.edict.query.audit;

import static dev.edict.query.Tables.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.query.QueryRejection.Reason;
import dev.edict.query.Slice;
import java.util.ArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("servers")
class ReadAdminAuditTest {

    private static final String AUDIT = "/v1/zones/z1/admin-audit";

    private final AuditTables audit = new AuditTables();
    private final Slice slice = new Slice(new AdminAuditController(new AdminAuditReader(audit.database())));

    @Test
    void a_call_is_shown_with_who_made_it_and_its_number_as_text() {
        audit.call(
                "c1",
                "actor_id = 'a1', actor_name = 'ci', actor_scope = 'zone', entity_type = 'policies', entity_id = 'p1'",
                "chain_seq = 9007199254740993, signed = true",
                "payload_json = '{\"rls_mode\":\"zone\",\"password\":\"p\",\"changed_fields\":[\"name\"]}'");
        assertThat(slice.get(AUDIT).toString())
                .isEqualTo("{\"items\":[{\"id\":\"c1\",\"request_id\":\"r1\",\"actor_id\":\"a1\",\"actor_name\":\"ci\","
                        + "\"actor_scope\":\"zone\",\"action\":\"POST /v1/zones/z1/policies\",\"method\":\"POST\","
                        + "\"path\":\"/v1/zones/z1/policies\",\"entity_type\":\"policies\",\"entity_id\":\"p1\","
                        + "\"status_code\":201,\"payload_json\":{\"rls_mode\":\"zone\",\"password\":\"[redacted]\","
                        + "\"changed_fields\":[\"name\"]},\"occurred_at\":\"2026-01-01T00:00:00.123Z\","
                        + "\"chain_seq\":\"9007199254740993\",\"signed\":true}],\"next_cursor\":null}");
    }

    @Test
    void shows_nulls_for_an_unknown_caller_and_target() {
        audit.call("c1");
        assertThat(slice.get(AUDIT).get("items").get(0).toString())
                .contains(
                        "\"actor_id\":null,\"actor_name\":null,\"actor_scope\":null,",
                        "\"entity_type\":null,\"entity_id\":null,\"status_code\":201,\"payload_json\":null,",
                        "\"chain_seq\":null,\"signed\":false}");
    }

    @ParameterizedTest
    @CsvSource({
        "since=2026-01-01T00:00:00.123457Z, new",
        "until=2026-01-01T00:00:00.123456Z, old",
        "actor_id=a1, actor",
        "entity_type=policies, entity",
        "entity_id=p1, entity",
        "'entity_type=policies&actor_id=a1', ''",
        "method=DELETE, deleted",
        "method=PUT, ''",
        "'', new entity deleted actor old"
    })
    void calls_are_narrowed_down_newest_first(String filter, String ids) {
        audit.call("old", START.minusSeconds(1));
        audit.call("new", START.plusNanos(1000));
        audit.call("actor", "actor_id = 'a1'");
        audit.call("entity", "entity_type = 'policies', entity_id = 'p1'");
        audit.call("deleted", "method = 'DELETE'");
        audit.call("elsewhere", "zone_id = 'z2'");
        audit.call("nowhere", "zone_id = null");
        assertThat(ids(AUDIT + "?" + filter)).isEqualTo(ids);
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 100, 1000})
    void calls_of_one_millisecond_are_paged_completely(int limit) {
        audit.callsOfOneMillisecond();
        assertThat(slice.walk(AUDIT, limit))
                .hasSize(300)
                .startsWith("c299", "c298", "c297")
                .endsWith("c000");
    }

    @Test
    void chosen_fields_make_a_flat_item() {
        audit.call("c1", "payload_json = '{\"change_kind\":\"create\"}'");
        assertThat(slice.get(AUDIT + "?fields=change_kind,changed_fields,chain_seq,signed,status_code,occurred_at")
                        .get("items")
                        .toString())
                .isEqualTo("[{\"change_kind\":\"create\",\"chain_seq\":null,\"signed\":false,\"status_code\":201,"
                        + "\"occurred_at\":\"2026-01-01T00:00:00.123Z\"}]");
    }

    @ParameterizedTest
    @CsvSource({"limit=0, INVALID_QUERY", "fields=nonsense, INVALID_FIELDS", "cursor=nonsense, INVALID_CURSOR"})
    void rejects_invalid_parameters(String query, Reason reason) {
        assertThat(slice.refused(AUDIT + "?" + query).reason()).isEqualTo(reason);
    }

    private String ids(String uri) {
        var ids = new ArrayList<String>();
        slice.get(uri).get("items").forEach(item -> ids.add(item.get("id").stringValue()));
        return String.join(" ", ids);
    }
}
