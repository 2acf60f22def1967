package dev.edict.query.asof;

import dev.edict.query.CursorText;
import dev.edict.query.asof.EffectiveState.EnforcedVersion;
import java.time.OffsetDateTime;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what decision points enforced at instants of their own clocks. */
@Component
class Loads {

    private final JdbcClient tables;
    private final LoadRetention kept;

    Loads(@Qualifier("queryPool") DataSource queryPool, LoadRetention kept) {
        this.tables = JdbcClient.create(queryPool);
        this.kept = kept;
    }

    /**
     * What every decision point enforced for a zone.
     *
     * @param desiredSeq the number of the change that the log desired
     */
    EffectiveState find(String zoneId, OffsetDateTime instant, long desiredSeq) {
        var since = tables.sql("select clock_timestamp() - :retention * interval '1 millisecond'")
                .param("retention", kept.retention().toMillis())
                .query(OffsetDateTime.class)
                .single();
        var rows = rows(zoneId, instant);
        return new EffectiveState(
                CursorText.time(since),
                !instant.isBefore(since),
                rows.size() > EffectiveState.MOST,
                rows.stream()
                        .limit(EffectiveState.MOST)
                        .map(row -> row.enforced(desiredSeq))
                        .toList());
    }

    private List<Row> rows(String zoneId, OffsetDateTime instant) {
        return tables.sql(
                        """
                        select p.id, p.incarnation, p.kind, l.activation_seq, a.payload::json ->> 'policySetId' as policy_set_id,
                            a.payload::json ->> 'versionId' as version_id, (v.payload::json ->> 'version')::int as version,
                            l.from_at, l.to_at, l.recorded_at
                        from bridge.decision_point p
                        cross join lateral (
                            select load.activation_seq, load.from_at, load.to_at, load.recorded_at from bridge.load
                            where load.replica = p.id and load.incarnation = p.incarnation and load.zone_id = :zone
                                and load.from_at <= :at
                            order by load.from_at desc, load.activation_seq desc limit 1) l
                        left join lateral (
                            select * from events.domain_event e
                            where events.zone_of(e.payload) = :zone and events.activation_seq_of(e.payload) = l.activation_seq
                                and e.event_type in
                                    ('zone.version_activated', 'zone.activation_rolled_back', 'zone.deactivated')
                            limit 1) a on true
                        left join lateral (
                            select * from events.domain_event e
                            where events.version_of(e.payload) = a.payload::json ->> 'versionId'
                                and e.event_type = 'policy_set.version_created' limit 1) v on true
                        where (p.zone_id is null or p.zone_id = :zone) and (p.zones is null or :zone = any (p.zones))
                            and (l.to_at is null or l.to_at > :at)
                        order by p.id, p.incarnation limit :most
                        """)
                .param("zone", zoneId)
                .param("at", instant)
                .param("most", EffectiveState.MOST + 1)
                .query(Row.class)
                .list();
    }

    private record Row(
            String id,
            long incarnation,
            String kind,
            long activationSeq,
            @Nullable String policySetId,
            @Nullable String versionId,
            @Nullable Integer version,
            OffsetDateTime fromAt,
            @Nullable OffsetDateTime toAt,
            OffsetDateTime recordedAt) {

        EnforcedVersion enforced(long desiredSeq) {
            return new EnforcedVersion(
                    id,
                    incarnation,
                    kind,
                    activationSeq,
                    policySetId,
                    versionId,
                    version,
                    CursorText.time(fromAt),
                    toAt == null ? null : CursorText.time(toAt),
                    CursorText.time(recordedAt),
                    activationSeq == desiredSeq);
        }
    }
}
