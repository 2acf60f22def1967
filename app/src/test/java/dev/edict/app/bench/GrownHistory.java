package dev.edict.app.bench;

import java.util.List;
import java.util.stream.Stream;

/** What a long past leaves in the log and in the tables that commands read or write, without living through it. */
final class GrownHistory {

    /**
     * Of a superuser's connection: the log's trigger would move the high-water mark once for each event of a statement,
     * which costs the square of their number, so these statements do themselves what it does.
     */
    static final String OPTIONS = "-c session_replication_role=replica";

    private static final String APPENDED =
            """
            with appended as (
                insert into events.domain_event (global_index, recorded_at, event_id, aggregate_type, aggregate_id,
                    sequence_number, event_type, revision, payload, metadata, occurred_at)
                select mark.global_index + i, mark.recorded_at, gen_random_uuid()::text, last.aggregate_type,
                    last.aggregate_id, last.sequence_number + i, %s, '1', %s, last.metadata, last.occurred_at
                from generate_series(1, :n) i, events.high_water mark, (
                    select * from events.domain_event where aggregate_id = %s order by sequence_number desc limit 1) last
                returning global_index, event_id)
            update events.high_water set (global_index, event_id) = (
                select global_index, event_id from appended order by global_index desc limit 1)
            """;

    /** Of two versions that take turns in governing the zone. */
    static final List<String> OF_ACTIVATIONS = List.of(
            APPENDED.formatted(
                    "'zone.version_activated'",
                    """
                    json_build_object('zoneId', :zone, 'policySetId', :set, 'versionId',
                        case i % 2 when 1 then :v1 else :v2 end, 'manifestSha256', 'sha', 'activationSeq', 3 + i,
                        'replacedSeq', 2 + i, 'previousVersionId', case i % 2 when 1 then :v2 else :v1 end,
                        'simulationId', null, 'dispatchId', 'd' || i)::text
                    """,
                    ":zone"),
            """
            insert into command.activation (zone_id, activation_seq, policy_set_id, version_id, manifest_sha256,
                replaced_seq, retreat)
            select :zone, 3 + i, :set, case i % 2 when 1 then :v1 else :v2 end, 'sha', 2 + i, array[2 + i, 1]
            from generate_series(1, :n) i
            """,
            """
            update command.governed_version v
            set latest_seq = (select max(activation_seq) from command.activation a
                where a.zone_id = :zone and a.version_id = v.version_id)
            where zone_id = :zone
            """,
            """
            update command.zone set governing_version_id = case :n % 2 when 1 then :v1 else :v2 end
            where zone_id = :zone
            """,
            """
            update views.policy_set_bindings set active_version_id = case :n % 2 when 1 then :v1 else :v2 end
            where zone_id = :zone and policy_set_id = :set
            """,
            """
            update views.governance set activation_seq = 3 + :n, version_id = case :n % 2 when 1 then :v1 else :v2 end
            where zone_id = :zone
            """,
            """
            update views.zone_activations set activation_seq = 3 + :n, version_id = case :n % 2 when 1 then :v1 else :v2 end
            where zone_id = :zone
            """,
            """
            insert into bridge.outbox (id, zone_id, activation_seq, policy_set_id, policy_set_version_id, request_id,
                created_at, next_attempt_at, sent_at)
            select :zone || i, :zone, 3 + i, :set, case i % 2 when 1 then :v1 else :v2 end, 'r', now(), now(), now()
            from generate_series(1, :n) i
            """);

    private static final List<String> OF_EVERYTHING_ELSE = List.of(
            APPENDED.formatted(
                    "'policy.version_created'",
                    """
                    json_build_object('policyId', :policy, 'zoneId', :zone, 'versionId', :policy || i, 'version', 1 + i,
                        'contentSha256', (select content_sha256 from command.policy_version where version_id = :pv),
                        'contentLength', 1, 'schemaVersion', '2026-05-20')::text
                    """,
                    ":policy"),
            """
            insert into command.policy_version (version_id, policy_id, zone_id, version, content_sha256, schema_version,
                created_at)
            select :policy || i, policy_id, zone_id, 1 + i, content_sha256, schema_version, created_at
            from command.policy_version, generate_series(1, :n) i where version_id = :pv
            """,
            """
            insert into views.policy_versions (id, policy_id, version, content, content_sha256, schema_version, created_by)
            select :policy || i, policy_id, 1 + i, content, content_sha256, schema_version, created_by
            from views.policy_versions, generate_series(1, :n) i where id = :pv
            """,
            """
            insert into command.policy (policy_id, zone_id, name, name_key, created_at)
            select 'p' || :zone || i, :zone, 'policy ' || i, 'policy ' || i, now() from generate_series(1, :n) i
            """,
            """
            insert into views.policies (id, zone_id, name, created_by)
            select 'p' || :zone || i, :zone, 'policy ' || i, 'a' from generate_series(1, :n) i
            """,
            """
            insert into command.policy_set (policy_set_id, zone_id, name, name_key, created_at)
            select 's' || :zone || i, :zone, 'set ' || i, 'set ' || i, now() from generate_series(1, :n) i
            """,
            """
            insert into views.policy_sets (id, zone_id, name, created_by)
            select 's' || :zone || i, :zone, 'set ' || i, 'a' from generate_series(1, :n) i
            """,
            """
            insert into views.policy_set_bindings (zone_id, policy_set_id)
            select :zone, 's' || :zone || i from generate_series(1, :n) i
            """,
            APPENDED.formatted(
                    "'policy_set.version_created'",
                    """
                    json_build_object('policySetId', :set, 'zoneId', :zone, 'versionId', :set || i, 'version', 3 + i,
                        'policyVersionIds', json_build_array(:pv), 'manifestSha256', 'sha',
                        'schemaVersion', '2026-05-20')::text
                    """,
                    ":set"),
            """
            insert into command.sealed_version (version_id, policy_set_id, zone_id, version, manifest_sha256,
                schema_version, created_at)
            select :set || i, :set, :zone, 3 + i, 'sha', '2026-05-20', now() from generate_series(1, :n) i
            """,
            """
            insert into command.manifest_entry (version_id, position, policy_version_id)
            select :set || i, 1, :pv from generate_series(1, :n) i
            """,
            """
            insert into views.policy_set_versions (id, policy_set_id, version, manifest_json, manifest_sha256,
                schema_version, created_by)
            select :set || i, :set, 3 + i, '[]', 'sha', '2026-05-20', 'a' from generate_series(1, :n) i
            """,
            """
            insert into command.simulation (simulation_id, zone_id, policy_set_id, version_id, manifest_sha256, engine,
                passed, failed, not_executed, verdict, report_sha256, suites, suites_version, catalogue_version, contract,
                simulated_by, created_at)
            select :zone || i, :zone, :set, :v1,
                (select manifest_sha256 from command.sealed_version where version_id = :v1), 'embedded', 1, 0, 0, 'pass',
                'sha', '[]', case when i % 2 = 0 then i end, 0, 'unknown', 'a', now()
            from generate_series(1, :n) i
            """,
            """
            insert into command.zone (zone_id, slug, name, dcr_enabled, created_by, created_at, updated_at)
            select :zone || i, (select slug from command.zone where zone_id = :zone) || '-' || 1 + i, 'Grown', false,
                'a', now(), now()
            from generate_series(1, :n) i
            """,
            APPENDED.formatted(
                    "'canary.defined'",
                    """
                    json_build_object('zoneId', :zone, 'canariesVersion', 1 + i, 'name', 'first', 'inputSha256', 'sha',
                        'inputLength', 3, 'expect', 'deny', 'expectReason', null, 'count', 150)::text
                    """,
                    "'canaries/' || :zone"),
            APPENDED.formatted(
                    "'catalogue.replaced'",
                    """
                    json_build_object('zoneId', :zone, 'catalogueVersion', 1 + i, 'contentSha256', 'sha',
                        'contentLength', 3, 'applications', 0, 'resources', 0, 'terms', 0)::text
                    """,
                    "'catalogue/' || :zone"),
            """
            update command.catalogue set catalogue_version = 1 + :n where zone_id = :zone
            """,
            """
            update views.catalogues set catalogue_version = 1 + :n where zone_id = :zone
            """,
            """
            update command.zone_canaries set canaries_version = 1 + :n, canaries = 150 where zone_id = :zone
            """,
            """
            update views.zone_canaries set canaries_version = 1 + :n, canaries = 150 where zone_id = :zone
            """,
            """
            insert into command.canary (zone_id, name, input_sha256, expect, defined_by, defined_at)
            select case when i < 150 then :zone else :zone || i / 150 end, 'of the past ' || i % 150, 'sha' || i, 'deny', 'a', now()
            from generate_series(1, :n) i
            """,
            """
            insert into views.canaries (zone_id, name, input, input_sha256, expect, defined_by, defined_at)
            select zone_id, name, '{}', input_sha256, expect, defined_by, defined_at from command.canary
            where name like 'of the past %'
            """,
            """
            insert into command.suite
                (zone_id, name, suite_version, content_sha256, cases, in_force, defined_by, defined_at)
            select case when i < 1000 then :zone else :zone || i / 1000 end, 'of the past ' || i % 1000, 1, 'sha' || i, 1,
                i % 1000 < 20, 'a', now()
            from generate_series(1, :n) i
            """,
            """
            insert into views.suite_versions
                (zone_id, name, version, content, content_sha256, cases, in_force, defined_by, defined_at)
            select :zone, 'first', 1 + i, '[]', 'sha' || i, 1, false, 'a', now() from generate_series(1, :n) i
            """,
            """
            insert into command.admin_token (token_id, name, sha256, zone_id, capability, created_by, created_at)
            select :zone || i, 'token', :zone || i, :zone, 'read', 'a', now() from generate_series(1, :n) i
            """);

    static final List<String> ALL =
            Stream.of(OF_ACTIVATIONS, OF_EVERYTHING_ELSE).flatMap(List::stream).toList();

    private GrownHistory() {}
}
