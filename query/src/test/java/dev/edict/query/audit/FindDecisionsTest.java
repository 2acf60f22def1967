package dev.edict.query.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.query.Slice;
import dev.edict.query.Tables;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Every filter finds a few decisions among many with an index. */
@Tag("servers")
class FindDecisionsTest {

    private static final String AUDIT = "/v1/zones/z1/audit";

    private final AuditTables audit = new AuditTables();
    private final Slice slice = new Slice(new AuditController(new AuditReader(audit.database())));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "decision = :value",
                "event_type in (:value)",
                AuditReader.OF_APPLICATION,
                AuditReader.OF_AGENT_SESSION,
                AuditReader.OF_AUTHORITY,
                AuditReader.WITH_LABEL
            })
    void each_filter_has_an_index(String condition) {
        audit.manyEvents(5_000);
        var plan = JdbcClient.create(audit.database())
                .sql("explain select id from bridge.audit_events where zone_id = 'z1' and "
                        + condition.replaceFirst(":[a-z]+", "'4711'")
                        + " order by occurred_at desc, id desc limit 100")
                .query(String.class)
                .list();
        assertThat(String.join("\n", plan)).containsPattern("Index Cond: .*4711");
    }

    @Test
    void a_value_too_long_for_the_index_does_not_match_a_shorter_one() {
        var id = "a".repeat(128);
        audit.event("e1", "metadata_json = jsonb_build_object('application_id', repeat('a', 100000))");
        audit.event("e2", "metadata_json = jsonb_build_object('application_id', '%s')".formatted(id));
        assertThat(slice.get(AUDIT + "?application_id=" + id).get("items").findValuesAsString("id"))
                .containsExactly("e2");
        assertThat(slice.get(AUDIT).get("items")).hasSize(2);
    }

    @Test
    void of_a_request_with_thousands_of_decisions_the_denials_and_the_newest_are_shown() {
        audit.event("denied", Tables.START.minusSeconds(60), "decision = 'deny'");
        audit.manyEvents(1_001);
        var events = slice.get("/v1/zones/z1/audit/by-request/r1");
        assertThat(events).hasSize(1_000);
        assertThat(events.get(0).get("id").stringValue()).isEqualTo("denied");
        assertThat(events.get(1).get("id").stringValue()).isEqualTo("m3");
        assertThat(events.get(999).get("id").stringValue()).isEqualTo("m1001");
        var explained = slice.get("/v1/zones/z1/audit/by-request/r1/explain");
        assertThat(explained.get("final_decision").stringValue()).isEqualTo("deny");
        assertThat(explained.get("denied")).hasSize(1);
    }
}
