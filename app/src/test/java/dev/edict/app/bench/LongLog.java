package dev.edict.app.bench;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A log of many zones over a year, written by SQL. A change of a zone is eight events: a version of its policy, a version
 * of its set, a simulation, an activation with a reason, three of its deployment, and a canary. Every hundredth change is
 * of one zone, which has far more of them than the others.
 */
final class LongLog {

    static final String BIG_ZONE = "z-big";
    static final int ZONES = 1_000;

    private static final int EVENTS_OF_A_CHANGE = 8;
    private static final int EVENTS_OF_A_ZONE = 5;

    /** Names of rows as long as those of commands, from what they are and the number of the change in its zone. */
    private static final String ID = "create function pg_temp.id(kind text, zone text, n bigint) returns text"
            + " language sql immutable return md5(kind || ' ' || zone || ' ' || n)::uuid::text";

    private static final List<String> WITHOUT_INDEXES = List.of(
            "drop index events.domain_event_zone, events.domain_event_governance",
            "alter table events.domain_event drop constraint domain_event_event_id_key,"
                    + " drop constraint domain_event_aggregate_id_sequence_number_key");

    private static final List<String> INDEXES = List.of(
            "alter table events.domain_event add constraint domain_event_event_id_key unique (event_id),"
                    + " add constraint domain_event_aggregate_id_sequence_number_key unique (aggregate_id, sequence_number)",
            "create index domain_event_zone on events.domain_event (events.zone_of(payload), global_index)",
            "create index domain_event_governance on events.domain_event (events.zone_of(payload), global_index)"
                    + " where event_type in ('zone.version_activated', 'zone.activation_rolled_back', 'zone.deactivated')");

    private static final String CONTENT =
            """
            insert into events.content (sha256, content)
            select encode(sha256(convert_to(text, 'UTF8')), 'hex'), text from (
                select 'package caracal.authz' || chr(10) || repeat('# rule ' || n || chr(10), 40) as text
                from generate_series(0, 99) n) texts
            """;

    private static final String NOTES =
            """
            insert into events.note (note_id, salt, text)
            select 'note-' || c, '\\x00', 'Change ' || c || ' of the payments team: '
                || (array['raise the limit', 'close a gap', 'add an auditor', 'remove a contractor'])[1 + c % 4]
            from generate_series(1, :changes) c
            """;

    private static final String ZONE_EVENTS =
            """
            with texts as (select array_agg(sha256 order by sha256) as sha from events.content),
            zones as (
                select row_number() over (order by zone) - 1 as number, zone
                from (select 'z-' || n as zone from generate_series(0, :zones - 1) n union all select 'z-big') z)
            insert into events.domain_event (global_index, recorded_at, event_id, aggregate_type, aggregate_id,
                sequence_number, event_type, revision, payload, metadata, occurred_at)
            select :head + number * 5 + k + 1, at, pg_temp.id('e' || k, zone, 0),
                (array['Zone', 'Policy', 'Policy', 'PolicySet', 'PolicySet'])[k + 1],
                (array[zone, 'p-' || zone, 'p-' || zone, 's-' || zone, 's-' || zone])[k + 1],
                (array[0, 0, 1, 0, 1])[k + 1],
                (array['zone.registered', 'policy.created', 'policy.version_created', 'policy_set.created',
                    'policy_set.version_created'])[k + 1], '1',
                case k
                    when 0 then json_build_object('zoneId', zone, 'name', 'Zone ' || zone, 'slug', zone, 'dcrEnabled', false)
                    when 1 then json_build_object('policyId', 'p-' || zone, 'zoneId', zone, 'name', 'grants',
                        'description', null)
                    when 2 then json_build_object('policyId', 'p-' || zone, 'zoneId', zone,
                        'versionId', pg_temp.id('pv', zone, 0), 'version', 1, 'contentSha256', sha[1],
                        'contentLength', 3, 'schemaVersion', '2026-05-20')
                    when 3 then json_build_object('policySetId', 's-' || zone, 'zoneId', zone, 'name', 'payments',
                        'description', null)
                    else json_build_object('policySetId', 's-' || zone, 'zoneId', zone,
                        'versionId', pg_temp.id('sv', zone, 0), 'version', 1,
                        'policyVersionIds', json_build_array(pg_temp.id('pv', zone, 0)), 'manifestSha256', 'sha',
                        'schemaVersion', '2026-05-20')
                end::text,
                json_build_object('actor', 'admin:bootstrap', 'causationId', pg_temp.id('c', zone, 0),
                    'correlationId', pg_temp.id('r', zone, 0), 'requestId', pg_temp.id('r', zone, 0))::text,
                to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
            from zones, texts, generate_series(0, 4) k, (select :start::timestamptz as at) start
            order by 1
            """;

    private static final String CHANGES =
            """
            with texts as (select array_agg(sha256 order by sha256) as sha from events.content),
            changes as (
                select c, case when c % 100 = 0 then 'z-big' else 'z-' || (c - c / 100 - 1) % :zones end as zone,
                    case when c % 100 = 0 then c / 100 else (c - c / 100 - 1) / :zones + 1 end as n
                from generate_series(:first, :last) c)
            insert into events.domain_event (global_index, recorded_at, event_id, aggregate_type, aggregate_id,
                sequence_number, event_type, revision, payload, metadata, occurred_at)
            select :head + (c - 1) * 8 + k + 1, at, pg_temp.id('e' || k, zone, n),
                (array['Policy', 'PolicySet', 'Simulation', 'Zone', 'Deployment', 'Deployment', 'Deployment',
                    'Canaries'])[k + 1],
                case k when 0 then 'p-' || zone when 1 then 's-' || zone when 2 then pg_temp.id('sim', zone, n)
                    when 3 then zone when 7 then 'canaries/' || zone else 'deployment/' || zone || '/' || n end,
                case k when 0 then n + 1 when 1 then n + 1 when 2 then 0 when 3 then n when 7 then n - 1 else k - 4 end,
                (array['policy.version_created', 'policy_set.version_created', 'policy_set.version_simulated',
                    'zone.version_activated', 'deployment.propagated', 'deployment.canaries_passed',
                    'deployment.verified', 'canary.defined'])[k + 1],
                (array['1', '1', '2', '2', '1', '1', '1', '1'])[k + 1],
                case k
                    when 0 then json_build_object('policyId', 'p-' || zone, 'zoneId', zone,
                        'versionId', pg_temp.id('pv', zone, n), 'version', n + 1, 'contentSha256', sha[1 + c % 100],
                        'contentLength', 3, 'schemaVersion', '2026-05-20')
                    when 1 then json_build_object('policySetId', 's-' || zone, 'zoneId', zone,
                        'versionId', pg_temp.id('sv', zone, n), 'version', n + 1,
                        'policyVersionIds', json_build_array(pg_temp.id('pv', zone, n)), 'manifestSha256',
                        sha[1 + c % 100], 'schemaVersion', '2026-05-20')
                    when 2 then json_build_object('simulationId', pg_temp.id('sim', zone, n), 'zoneId', zone,
                        'policySetId', 's-' || zone, 'versionId', pg_temp.id('sv', zone, n), 'manifestSha256',
                        sha[1 + c % 100], 'engine', 'embedded', 'passed', 12, 'failed', 0, 'notExecuted', 0,
                        'verdict', 'PASS', 'reportSha256', sha[1], 'suites', json_build_array(), 'suitesVersion', null,
                        'catalogueVersion', 0, 'contract', 'unknown')
                    when 3 then json_build_object('zoneId', zone, 'policySetId', 's-' || zone,
                        'versionId', pg_temp.id('sv', zone, n), 'manifestSha256', sha[1 + c % 100], 'activationSeq', n,
                        'replacedSeq', case when n > 1 then n - 1 end,
                        'previousVersionId', case when n > 1 then pg_temp.id('sv', zone, n - 1) end,
                        'simulationId', pg_temp.id('sim', zone, n), 'grounds', json_build_object(
                            'reason', json_build_object('noteId', 'note-' || c, 'sha256', sha[1]),
                            'previewDigest', null, 'evidence', null, 'canaries', null),
                        'dispatchId', pg_temp.id('d', zone, n))
                    when 4 then json_build_object('zoneId', zone, 'activationSeq', n, 'decisionPoints', 3, 'loaded', 3,
                        'tookMillis', 183)
                    when 5 then json_build_object('zoneId', zone, 'activationSeq', n, 'decisionPoints', 3,
                        'canaries', 12, 'notVerifiable', 0, 'tookMillis', 412)
                    when 6 then json_build_object('zoneId', zone, 'activationSeq', n,
                        'passed', json_build_array('activation', 'policy_age'),
                        'notVerifiable', json_build_array('gateway'), 'afterMillis', 512)
                    else json_build_object('zoneId', zone, 'canariesVersion', n, 'name', 'canary ' || n % 20,
                        'inputSha256', sha[1 + n % 20], 'inputLength', 3, 'expect', 'deny', 'expectReason', null,
                        'count', least(n, 20))
                end::text,
                case when k in (4, 5, 6)
                    then json_build_object('actor', 'system', 'causationId', pg_temp.id('c' || k, zone, n),
                        'correlationId', 'deployment/' || zone || '/' || n, 'requestId', 'deployment/' || zone || '/' || n)
                    else json_build_object('actor', 'admin:team-' || c % 50, 'causationId', pg_temp.id('c' || k, zone, n),
                        'correlationId', pg_temp.id('r' || k, zone, n), 'requestId', pg_temp.id('r' || k, zone, n))
                end::text,
                to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
            from changes, texts, generate_series(0, 7) k, lateral (
                select :start::timestamptz + (c * 8 + k) * (interval '365 days' / (:changes * 8))) as t (at)
            order by 1
            """;

    private static final String MARK =
            """
            update events.high_water mark set (global_index, event_id, recorded_at) = (
                select global_index, event_id, greatest(mark.recorded_at, recorded_at) from events.domain_event
                order by global_index desc limit 1)
            """;

    private static final int CHANGES_AT_ONCE = 50_000;

    private LongLog() {}

    /**
     * Appends about so many events.
     *
     * @param sql of one connection with the options of {@link GrownHistory#OPTIONS}
     * @return how many
     */
    static long append(JdbcClient sql, long events) {
        var changes = (events - (ZONES + 1) * EVENTS_OF_A_ZONE) / EVENTS_OF_A_CHANGE;
        var head = sql.sql("select global_index from events.high_water")
                .query(Long.class)
                .single();
        var start = sql.sql("select (clock_timestamp() - interval '366 days')::text")
                .query(String.class)
                .single();
        sql.sql(ID).update();
        WITHOUT_INDEXES.forEach(statement -> sql.sql(statement).update());
        sql.sql(CONTENT).update();
        sql.sql(NOTES).param("changes", changes).update();
        sql.sql(ZONE_EVENTS)
                .param("zones", ZONES)
                .param("head", head)
                .param("start", start)
                .update();
        for (long first = 1; first <= changes; first += CHANGES_AT_ONCE) {
            sql.sql(CHANGES)
                    .param("zones", ZONES)
                    .param("first", first)
                    .param("last", Math.min(changes, first + CHANGES_AT_ONCE - 1))
                    .param("changes", changes)
                    .param("head", head + (ZONES + 1) * EVENTS_OF_A_ZONE)
                    .param("start", start)
                    .update();
        }
        INDEXES.forEach(statement -> sql.sql(statement).update());
        sql.sql(MARK).update();
        sql.sql("vacuum analyze events.domain_event").update();
        sql.sql("vacuum analyze events.note").update();
        return (ZONES + 1) * EVENTS_OF_A_ZONE + changes * EVENTS_OF_A_CHANGE;
    }
}
