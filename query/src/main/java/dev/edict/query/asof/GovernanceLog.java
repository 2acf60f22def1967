package dev.edict.query.asof;

import dev.edict.query.ContentCorrupted;
import dev.edict.query.CursorText;
import dev.edict.query.asof.DesiredState.GoverningChange;
import dev.edict.query.asof.DesiredState.GoverningPolicy;
import dev.edict.query.asof.DesiredState.GoverningVersion;
import dev.edict.query.asof.DesiredState.SupportingSimulation;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads from the events what governed a zone. Every look-up is for one row by an index; the limits make the planner choose
 * it, also while the table has no statistics.
 */
@Component
class GovernanceLog {

    private final JdbcClient tables;

    GovernanceLog(@Qualifier("queryPool") DataSource queryPool) {
        this.tables = JdbcClient.create(queryPool);
    }

    /**
     * What governed when the log had this head.
     *
     * @throws ContentCorrupted if a text is wanted and is not the one that was stored
     */
    DesiredState find(String zoneId, long head, boolean texts) {
        return change(zoneId, head)
                .map(row -> {
                    var version = row.governing();
                    return new DesiredState(
                            version != null,
                            row.change(),
                            version,
                            row.sealedSequence == null ? List.of() : policies(row.sealedSequence, texts));
                })
                .orElse(DesiredState.NEVER_GOVERNED);
    }

    /** Members that an old revision of an event lacks are null. */
    private Optional<Row> change(String zoneId, long head) {
        return tables.sql(
                        """
                        with change as (
                            select e.global_index, e.event_type, e.recorded_at, e.occurred_at, e.payload::json as payload,
                                e.metadata::json as metadata
                            from events.domain_event e
                            where events.zone_of(e.payload) = :zone and e.global_index <= :head and e.event_type in
                                ('zone.version_activated', 'zone.activation_rolled_back', 'zone.deactivated')
                            order by e.global_index desc limit 1)
                        select c.global_index as sequence, c.event_type, c.recorded_at, c.occurred_at,
                            (c.payload ->> 'activationSeq')::bigint as activation_seq,
                            c.payload ->> 'policySetId' as policy_set_id, s.payload::json ->> 'name' as policy_set_name,
                            c.payload ->> 'versionId' as version_id, c.payload ->> 'manifestSha256' as manifest_sha256,
                            v.global_index as sealed_sequence, (v.payload::json ->> 'version')::int as version,
                            c.metadata ->> 'actor' as actor, c.metadata ->> 'requestId' as request_id,
                            coalesce((c.metadata ->> 'viaOperator')::boolean, false) as via_operator,
                            coalesce((c.metadata ->> 'imported')::boolean, false) as imported,
                            named.text as on_behalf_of, explained.text as reason,
                            c.payload ->> 'simulationId' as simulation_id, m.payload::json ->> 'engine' as engine,
                            lower(m.payload::json ->> 'verdict') as verdict,
                            coalesce((m.payload::json ->> 'passed')::int, 0) as passed,
                            coalesce((m.payload::json ->> 'failed')::int, 0) as failed,
                            coalesce((m.payload::json ->> 'notExecuted')::int, 0) as not_executed
                        from change c
                        left join lateral (
                            select * from events.domain_event e
                            where e.aggregate_id = c.payload ->> 'policySetId' and e.sequence_number = 0 limit 1) s on true
                        left join lateral (
                            select * from events.domain_event e
                            where events.version_of(e.payload) = c.payload ->> 'versionId'
                                and e.event_type = 'policy_set.version_created' limit 1) v
                            on c.event_type <> 'zone.deactivated'
                        left join lateral (
                            select * from events.domain_event e
                            where e.aggregate_id = c.payload ->> 'simulationId' and e.sequence_number = 0 limit 1) m on true
                        left join events.note explained on explained.note_id = coalesce(
                            c.payload #>> '{reason,noteId}', c.payload #>> '{grounds,reason,noteId}')
                        left join events.note named on named.note_id = c.metadata ->> 'onBehalfOfNote'
                        """)
                .param("zone", zoneId)
                .param("head", head)
                .query(Row.class)
                .optional();
    }

    private List<GoverningPolicy> policies(long sealedSequence, boolean texts) {
        var policies = tables.sql(
                        """
                        select p.aggregate_id as policy_id, p.payload::json ->> 'name' as policy_name,
                            manifest.id as policy_version_id, (v.payload::json ->> 'version')::int as version,
                            v.payload::json ->> 'contentSha256' as content_sha256, c.content
                        from events.domain_event sealed
                        cross join json_array_elements_text(sealed.payload::json -> 'policyVersionIds')
                            with ordinality as manifest (id, position)
                        cross join lateral (
                            select * from events.domain_event e
                            where events.version_of(e.payload) = manifest.id and e.event_type = 'policy.version_created'
                            limit 1) v
                        cross join lateral (
                            select * from events.domain_event e
                            where e.aggregate_id = v.aggregate_id and e.sequence_number = 0 limit 1) p
                        left join events.content c on :texts and c.sha256 = v.payload::json ->> 'contentSha256'
                        where sealed.global_index = :sealed
                        order by manifest.position
                        """)
                .param("sealed", sealedSequence)
                .param("texts", texts)
                .query(GoverningPolicy.class)
                .list();
        policies.forEach(GovernanceLog::check);
        return policies;
    }

    private static void check(GoverningPolicy policy) {
        if (policy.content() != null) {
            ContentCorrupted.check(policy.policyVersionId(), policy.contentSha256(), policy.content());
        }
    }

    private record Row(
            long sequence,
            String eventType,
            OffsetDateTime recordedAt,
            String occurredAt,
            long activationSeq,
            String policySetId,
            @Nullable String policySetName,
            @Nullable String versionId,
            @Nullable String manifestSha256,
            @Nullable Long sealedSequence,
            @Nullable Integer version,
            String actor,
            @Nullable String requestId,
            boolean viaOperator,
            boolean imported,
            @Nullable String onBehalfOf,
            @Nullable String reason,
            @Nullable String simulationId,
            @Nullable String engine,
            @Nullable String verdict,
            int passed,
            int failed,
            int notExecuted) {

        GoverningChange change() {
            return new GoverningChange(
                    activationSeq,
                    switch (eventType) {
                        case "zone.version_activated" -> "activated";
                        case "zone.activation_rolled_back" -> "rolled_back";
                        default -> "deactivated";
                    },
                    sequence,
                    CursorText.time(recordedAt),
                    occurredAt,
                    actor,
                    onBehalfOf,
                    viaOperator,
                    imported,
                    requestId,
                    reason,
                    simulation());
        }

        private @Nullable SupportingSimulation simulation() {
            return simulationId == null || engine == null || verdict == null
                    ? null
                    : new SupportingSimulation(simulationId, engine, verdict, passed, failed, notExecuted);
        }

        @Nullable
        GoverningVersion governing() {
            return policySetName == null || versionId == null || version == null || manifestSha256 == null
                    ? null
                    : new GoverningVersion(policySetId, policySetName, versionId, version, manifestSha256);
        }
    }
}
