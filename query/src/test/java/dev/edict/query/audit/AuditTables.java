package dev.edict.query.audit;

import dev.edict.query.Tables;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import javax.sql.DataSource;

/** Recorded decisions and Admin API requests: one database for all tests, emptied before each. */
final class AuditTables {

    private static final Tables TABLES = Tables.lasting();

    AuditTables() {
        TABLES.change("alter table command.admin_audit disable trigger append_only");
        TABLES.change("truncate bridge.audit_events, bridge.canary_events, command.admin_audit");
        TABLES.change("alter sequence bridge.audit_event_seq restart");
    }

    DataSource database() {
        return TABLES.database();
    }

    /** An event of zone {@code z1} and request {@code r1}, changed by the assignments. */
    void event(String id, Instant occurredAt, String... assignments) {
        month(occurredAt);
        TABLES.change(
                """
                insert into bridge.audit_events (id, zone_id, event_type, request_id, decision, occurred_at, ingested_at)
                values (?, 'z1', 'token_exchange', 'r1', 'allow', ?, '2026-01-02T00:00:00.987654Z')
                """,
                id,
                Tables.utc(occurredAt));
        for (var assignment : assignments) {
            TABLES.change("update bridge.audit_events set " + assignment + " where id = ?", id);
        }
    }

    private static void month(Instant day) {
        TABLES.ask("select bridge.make_audit_month(?)", LocalDate.ofInstant(day, ZoneOffset.UTC));
    }

    /** The answer of decision point {@code gw-1} to a canary of zone {@code z1}, changed by the assignments. */
    void canary(String id, String... assignments) {
        TABLES.ask("select bridge.make_canary_day(?)", LocalDate.ofInstant(Tables.START, ZoneOffset.UTC));
        TABLES.change(
                """
                insert into bridge.canary_events (id, zone_id, event_type, request_id, decision, metadata_json,
                    occurred_at, source, decision_point)
                values (?, 'z1', 'canary', 'canary-7', 'allow', '{"canary": "pay", "outcome": "passed"}', ?, 'canary', 'gw-1')
                """,
                id,
                Tables.utc(Tables.START));
        for (var assignment : assignments) {
            TABLES.change("update bridge.canary_events set " + assignment + " where id = ?", id);
        }
    }

    void event(String id, String... assignments) {
        event(id, Tables.START, assignments);
    }

    /** A call about zone {@code z1}, changed by the assignments. */
    void call(String id, Instant occurredAt, String... assignments) {
        TABLES.change(
                """
                insert into command.admin_audit (id, request_id, action, method, path, zone_id, status_code, occurred_at)
                values (?, 'r1', 'POST /v1/zones/z1/policies', 'POST', '/v1/zones/z1/policies', 'z1', 201, ?)
                """,
                id,
                Tables.utc(occurredAt));
        for (var assignment : assignments) {
            TABLES.change("update command.admin_audit set " + assignment + " where id = ?", id);
        }
    }

    void call(String id, String... assignments) {
        call(id, Tables.START, assignments);
    }

    /** Events {@code e000} to {@code e299} of one millisecond, two to a microsecond. */
    void eventsOfOneMillisecond() {
        month(Tables.START);
        TABLES.change(
                """
                insert into bridge.audit_events (id, zone_id, event_type, request_id, decision, occurred_at)
                select 'e' || lpad(i::text, 3, '0'), 'z1', 'token_exchange', 'r1', 'allow',
                    timestamptz '2026-01-01T00:00:00.123Z' + i / 2 * interval '1 microsecond'
                from generate_series(0, 299) i
                """);
    }

    /** Events {@code m1}, {@code m2} …, each with values of its own, which end with its number; few are denied. */
    void manyEvents(int number) {
        month(Tables.START);
        TABLES.change(
                """
                insert into bridge.audit_events (id, zone_id, event_type, request_id, decision, reason, decision_point,
                    policy_set_version_id, metadata_json, occurred_at)
                select 'm' || i, 'z1', 'type ' || i, 'req' || i,
                    case when i % 1000 = 711 then 'deny' else 'allow' end, 'reason ' || i, 'point ' || i,
                    'version ' || i,
                    jsonb_build_object('application_id', 'a' || i, 'agent_session_id', 's' || i, 'session_id', 'r' || i,
                        'resource', 'resource://' || i, 'agent_labels', jsonb_build_array('l' || i),
                        'requested_scopes', jsonb_build_array('scope' || i)),
                    timestamptz '2026-01-01T00:00:00Z' + i * interval '1 second'
                from generate_series(1, ?) i
                """,
                number);
        TABLES.change("analyze bridge.audit_events");
    }

    /** Events {@code n1}, {@code n2} … of request {@code r1} and application {@code app-1}. */
    void manyEventsOfOneApplication(int number) {
        month(Tables.START);
        TABLES.change(
                """
                insert into bridge.audit_events (id, zone_id, event_type, request_id, decision, metadata_json, occurred_at)
                select 'n' || i, 'z1', 'token_exchange', 'r1', 'allow',
                    '{"application_id":"app-1"}', timestamptz '2026-01-01T00:00:00Z' + i * interval '1 second'
                from generate_series(1, ?) i
                """,
                number);
        TABLES.change("analyze bridge.audit_events");
    }

    /** Calls {@code c000} to {@code c299} of one millisecond, two to a microsecond. */
    void callsOfOneMillisecond() {
        TABLES.change(
                """
                insert into command.admin_audit (id, request_id, action, method, path, zone_id, status_code, occurred_at)
                select 'c' || lpad(i::text, 3, '0'), 'r1', 'POST /v1/zones', 'POST', '/v1/zones', 'z1', 201,
                    timestamptz '2026-01-01T00:00:00.123Z' + i / 2 * interval '1 microsecond'
                from generate_series(0, 299) i
                """);
    }
}
