package dev.edict.bridge.resync;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@code bridge.resync} and {@code bridge.resync_dispatch}: what has to be published again, by any node. */
public final class Resyncs {

    private final JdbcClient bridge;
    private final String stream;

    public Resyncs(DataSource backgroundPool, String stream) {
        this.bridge = JdbcClient.create(backgroundPool);
        this.stream = stream;
    }

    /** The unfinished resync of the current incarnation. */
    public Optional<Resync> underWay() {
        return bridge.sql(
                        """
                        select r.incarnation, r.reasons, r.groups_restored_at is not null as are_groups_restored,
                               (select count(*) from bridge.resync_dispatch d
                                where d.stream = r.stream and d.incarnation = r.incarnation and d.sent_at is null)
                                   as zones
                        from bridge.stream_position p
                        join bridge.resync r on r.stream = p.stream and r.incarnation = p.incarnation
                        where p.stream = :stream and r.completed_at is null
                        """)
                .param("stream", stream)
                .query(Resync.class)
                .optional();
    }

    public void groupsRestored(long incarnation) {
        bridge.sql(
                        """
                        update bridge.resync set groups_restored_at = clock_timestamp()
                        where stream = :stream and incarnation = :incarnation and groups_restored_at is null
                        """)
                .param("stream", stream)
                .param("incarnation", incarnation)
                .update();
    }

    /** Zones that are still to be published, at most so many. */
    public List<String> zonesLeft(long incarnation, int most) {
        return bridge.sql(
                        """
                        select zone_id from bridge.resync_dispatch
                        where stream = :stream and incarnation = :incarnation and sent_at is null
                        order by zone_id
                        limit :most
                        """)
                .param("stream", stream)
                .param("incarnation", incarnation)
                .param("most", most)
                .query(String.class)
                .list();
    }

    /** Locks those zones for this transaction that no other node holds, and returns them. */
    public List<String> lockZones(Collection<String> zoneIds) {
        return bridge.sql(
                        """
                        select zone_id from bridge.relay_zone
                        where zone_id = any(:zones)
                        order by zone_id
                        for update skip locked
                        """)
                .param("zones", zoneIds.toArray(String[]::new))
                .query(String.class)
                .list();
    }

    /** Call it after {@link #lockZones}, in a statement of its own: it must see what others sent before the lock. */
    public List<ZoneState> states(long incarnation, Collection<String> zoneIds) {
        return bridge.sql(
                        """
                        select d.id, d.zone_id, coalesce(newest.activation_seq, 0) as activation_seq,
                               newest.policy_set_id, newest.policy_set_version_id as version_id
                        from bridge.resync_dispatch d
                        left join lateral (
                            select activation_seq, policy_set_id, policy_set_version_id
                            from bridge.outbox
                            where zone_id = d.zone_id and sent_at is not null
                            order by activation_seq desc
                            limit 1) newest on true
                        where d.stream = :stream
                          and d.incarnation = :incarnation
                          and d.zone_id = any(:zones)
                          and d.sent_at is null
                        order by d.zone_id
                        """)
                .param("stream", stream)
                .param("incarnation", incarnation)
                .param("zones", zoneIds.toArray(String[]::new))
                .query(ZoneState.class)
                .list();
    }

    public void markSent(Collection<ZoneState> states) {
        bridge.sql(
                        """
                        update bridge.resync_dispatch d
                        set sent_at = clock_timestamp(), activation_seq = nullif(published.seq, 0)
                        from unnest(:ids, :seqs) as published (id, seq)
                        where d.id = published.id
                        """)
                .param("ids", states.stream().map(ZoneState::id).toArray(String[]::new))
                .param("seqs", states.stream().map(ZoneState::activationSeq).toArray(Long[]::new))
                .update();
    }

    /** Completes the resync if no zone is left; empty if some are, or another node has completed it. */
    public Optional<Resync> complete(long incarnation) {
        return bridge.sql(
                        """
                        update bridge.resync r
                        set completed_at = clock_timestamp(),
                            zones = (select count(*) from bridge.resync_dispatch d
                                     where d.stream = r.stream and d.incarnation = r.incarnation
                                       and d.activation_seq is not null)
                        where r.stream = :stream and r.incarnation = :incarnation and r.completed_at is null
                          and not exists (
                              select from bridge.resync_dispatch d
                              where d.stream = r.stream and d.incarnation = r.incarnation and d.sent_at is null)
                        returning r.incarnation, r.reasons, true as are_groups_restored, r.zones
                        """)
                .param("stream", stream)
                .param("incarnation", incarnation)
                .query(Resync.class)
                .optional();
    }

    /** When the last one was completed, in seconds since 1970; empty before the first. */
    public Optional<Double> lastCompletion() {
        return bridge.sql(
                        """
                        select extract(epoch from completed_at) from bridge.resync
                        where stream = :stream and completed_at is not null
                        order by incarnation desc
                        limit 1
                        """)
                .param("stream", stream)
                .query(Double.class)
                .optional();
    }

    /** Deletes dispatches that were sent so long ago. */
    public int prune(Duration retention) {
        return bridge.sql(
                        """
                        delete from bridge.resync_dispatch
                        where id in (
                            select d.id
                            from bridge.resync_dispatch d
                            join bridge.resync r on r.stream = d.stream and r.incarnation = d.incarnation
                            where d.sent_at < clock_timestamp() - :retention * interval '1 millisecond'
                              and r.completed_at is not null
                            limit 1000)
                        """)
                .param("retention", retention.toMillis())
                .update();
    }

    /** Complete ones that the event log does not have yet, the oldest first. */
    public List<Resync> unrecorded() {
        return bridge.sql(
                        """
                        select incarnation, reasons, true as are_groups_restored, zones
                        from bridge.resync
                        where stream = :stream and completed_at is not null and recorded_at is null
                        order by incarnation
                        limit 10
                        """)
                .param("stream", stream)
                .query(Resync.class)
                .list();
    }

    public void recorded(long incarnation) {
        bridge.sql(
                        """
                        update bridge.resync set recorded_at = clock_timestamp()
                        where stream = :stream and incarnation = :incarnation
                        """)
                .param("stream", stream)
                .param("incarnation", incarnation)
                .update();
    }
}
