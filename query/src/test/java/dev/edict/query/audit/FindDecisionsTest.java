package dev.edict.query.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.query.Slice;
import dev.edict.query.Tables;
import java.sql.SQLException;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.mock.web.MockHttpServletRequest;

/** Every filter finds a few decisions among many with an index. */
@Tag("servers")
class FindDecisionsTest {

    private static final String AUDIT = "/v1/zones/z1/audit";

    private final AuditTables audit = new AuditTables();
    private final AuditReader reader = new AuditReader(audit.database());
    private final Slice slice = new Slice(new AuditController(reader));

    @Test
    void each_filter_has_an_index() {
        audit.manyEvents(5_000);
        audit.manyEventsOfOneApplication(5_000);
        var indexes = Map.ofEntries(
                Map.entry("decision=deny", "decision"),
                Map.entry("event_type=type 4711", "type"),
                Map.entry("event_type=type 4711,type 4712", "type"),
                Map.entry("reason=reason 4711", "reason"),
                Map.entry("policy_set_version_id=version 4711", "version"),
                Map.entry("decision_point=point 4711", "decision_point"),
                Map.entry("resource=resource://4711", "resource"),
                Map.entry("application_id=a4711", "application"),
                Map.entry("session_id=s4711", "agent_session"),
                Map.entry("authority_record_id=r4711", "session"),
                Map.entry("label=l4711", "lists"),
                Map.entry("scope=scope4711", "lists"),
                Map.entry("request_id=req4711", "request"),
                Map.entry("decision=allow&application_id=a4711", "application"),
                Map.entry("application_id=a4711&order=arrival", "application"),
                Map.entry("limit=10", "newest"),
                Map.entry("order=arrival", "arrival"));
        assertThat(indexes)
                .allSatisfy((query, index) ->
                        assertThat(plan(query)).as(query).containsPattern("\\b" + index(index) + "\\b"));
    }

    @Test
    void of_an_application_with_half_of_the_decisions_only_the_newest_are_read() {
        audit.manyEvents(5_000);
        audit.manyEventsOfOneApplication(5_000);
        assertThat(plan("application_id=app-1&limit=1000"))
                .contains("Index Scan Backward")
                .doesNotContain("Bitmap");
    }

    @Test
    void each_statement_is_planned_for_its_values() throws SQLException {
        audit.event("e1");
        try (var connection = audit.database().getConnection()) {
            var database = new SingleConnectionDataSource(connection, true);
            var ofOneConnection = new Slice(new AuditController(new AuditReader(database)));
            for (var i = 0; i < 20; i++) {
                ofOneConnection.get(AUDIT + "?decision=allow");
            }
            assertThat(JdbcClient.create(database)
                            .sql("select statement from pg_prepared_statements")
                            .query(String.class)
                            .list())
                    .noneMatch(statement -> statement.contains("audit_events"));
        }
    }

    @Test
    void a_text_with_the_key_of_another_is_not_taken_for_it() throws SQLException {
        try (var connection = audit.database().getConnection()) {
            connection.setAutoCommit(false);
            var database = new SingleConnectionDataSource(connection, true);
            var sql = JdbcClient.create(database);
            sql.sql(
                            """
                            create or replace function bridge.audit_key(zone text, value text) returns bigint
                                language sql immutable strict parallel safe as 'select 1::bigint'
                            """)
                    .update();
            sql.sql(
                            """
                            insert into bridge.audit_events (id, zone_id, event_type, request_id, decision, occurred_at)
                            values ('e1', 'z1', 'a', 'r1', 'allow', now()), ('e2', 'z1', 'b', 'r2', 'allow', now())
                            """)
                    .update();
            var ofOneConnection = new Slice(new AuditController(new AuditReader(database)));
            assertThat(ofOneConnection
                            .get(AUDIT + "?event_type=a,c")
                            .get("items")
                            .findValuesAsString("id"))
                    .containsExactly("e1");
            assertThat(ofOneConnection.get(AUDIT + "/by-request/r2").findValuesAsString("id"))
                    .containsExactly("e2");
            connection.rollback();
        }
    }

    @Test
    void a_text_that_is_longer_than_an_entry_of_an_index_may_be_is_stored_and_not_taken_for_another() {
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
        audit.manyEventsOfOneApplication(1_001);
        var events = slice.get("/v1/zones/z1/audit/by-request/r1");
        assertThat(events).hasSize(1_000);
        assertThat(events.get(0).get("id").stringValue()).isEqualTo("denied");
        assertThat(events.get(1).get("id").stringValue()).isEqualTo("n3");
        assertThat(events.get(999).get("id").stringValue()).isEqualTo("n1001");
        var explained = slice.get("/v1/zones/z1/audit/by-request/r1/explain");
        assertThat(explained.get("final_decision").stringValue()).isEqualTo("deny");
        assertThat(explained.get("denied")).hasSize(1);
    }

    @Test
    void before_a_time_no_newer_decision_is_read() {
        audit.manyEventsOfOneApplication(20_000);
        assertThat(slice.get(AUDIT + "?until=2026-01-01T00:00:11Z").get("items"))
                .hasSize(10);
        assertThat(pagesRead("until=2026-01-01T00:00:11Z")).isLessThan(20);
        // PostgreSQL 15 begins at the wrong one of two bounds.
        assertThat(plan("until=2026-01-01T00:00:11Z")).doesNotContain("infinity");
    }

    @Test
    void before_a_time_no_newer_call_is_read() {
        var request = new MockHttpServletRequest();
        request.addParameter("until", "2026-01-01T00:00:11Z");
        var plan = new AdminAuditReader(audit.database())
                .statement("z1", AdminAuditRequest.of(request), "explain select id from command.admin_audit ")
                .query(String.class)
                .list();
        assertThat(String.join("\n", plan)).contains("2026-01-01").doesNotContain("infinity");
    }

    private int pagesRead(String query) {
        var found = Pattern.compile("shared hit=(\\d+)")
                .matcher(plan("explain (analyze, buffers) select id from bridge.audit_events ", query));
        assertThat(found.find()).isTrue();
        return Integer.parseInt(found.group(1));
    }

    private String plan(String query) {
        return plan("explain select id from bridge.audit_events ", query);
    }

    private String plan(String explained, String query) {
        var request = new MockHttpServletRequest();
        for (var parameter : query.split("&", -1)) {
            var parts = parameter.split("=", -1);
            request.addParameter(parts[0], parts[1]);
        }
        return String.join(
                "\n",
                reader.statement("z1", AuditRequest.of(request), explained)
                        .query(String.class)
                        .list());
    }

    /** The part of an index that is of the month of the events. */
    private String index(String name) {
        return JdbcClient.create(audit.database())
                .sql(
                        """
                        select inhrelid::regclass::text from pg_inherits join pg_index on indexrelid = inhrelid
                        where inhparent = :whole::regclass and indrelid = 'bridge.audit_events_y2026m01'::regclass
                        """)
                .param("whole", "bridge.audit_events_" + name)
                .query(String.class)
                .single()
                .replace("bridge.", "");
    }
}
