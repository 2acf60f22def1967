package dev.edict.diagnosis;

import dev.edict.fleet.propagation.Deployment;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads how far the invalidation of a change came: outbox, stream, consumer groups. */
@Component
class DispatchFacts {

    private static final int MOST_GROUPS = 100;

    private final JdbcClient tables;

    DispatchFacts(@Qualifier("queryPool") DataSource queryPool) {
        this.tables = JdbcClient.create(queryPool);
    }

    /**
     * The row of the outbox.
     *
     * @param waitedMs since it was written, while it is not sent; null once it is
     * @param sentMs since it was sent; null before
     * @param entry of the stream, as two numbers of 20 digits
     */
    record Row(
            String id,
            int attempts,
            @Nullable String lastError,
            Instant createdAt,
            @Nullable Long waitedMs,
            @Nullable Long sentMs,
            @Nullable String entry) {

        /** Redis' own form: two numbers without leading zeros. */
        @Nullable
        String readableEntry() {
            return entry == null ? null : readable(entry);
        }
    }

    /** A group that was not given an entry yet. */
    record Group(String name, String lastDelivered, @Nullable Instant deliveredAt) {}

    /** The zones are published again, because Redis lost something. */
    record Resync(long incarnation, String reasons, Instant noticedAt, boolean zoneIsSent) {}

    static String readable(String entry) {
        return entry.replaceAll("(^|-)0+(?=[0-9])", "$1");
    }

    /** Empty if the row was deleted, long after it was sent. */
    Optional<Row> row(Deployment deployment) {
        return tables.sql(
                        """
                        select id, attempts, last_error, created_at, stream_entry as entry,
                            case when sent_at is null
                                then (extract(epoch from clock_timestamp() - created_at) * 1000)::bigint end as waited_ms,
                            (extract(epoch from clock_timestamp() - sent_at) * 1000)::bigint as sent_ms
                        from bridge.outbox where zone_id = :zone and activation_seq = :seq
                        """)
                .param("zone", deployment.zoneId())
                .param("seq", deployment.activationSeq())
                .query(Row.class)
                .optional();
    }

    /** The groups of the stream that was written last and were not given an entry; a group is left out if Redis does not tell. */
    List<Group> missing(String entry) {
        return tables.sql(
                        """
                        select g.name, g.last_delivered, g.delivered_at
                        from bridge.stream_group g
                        where g.last_delivered < :entry and g.stream = (
                            select stream from bridge.stream_position order by last_entry desc nulls last limit 1)
                        order by g.name limit :most
                        """)
                .param("entry", entry)
                .param("most", MOST_GROUPS)
                .query(Group.class)
                .list();
    }

    /** The resynchronisation that is under way for the stream; empty if there is none. */
    Optional<Resync> resync(String zoneId) {
        return tables.sql(
                        """
                        select r.incarnation, r.reasons, r.noticed_at, d.sent_at is not null as zone_is_sent
                        from bridge.stream_position p
                        join bridge.resync r on r.stream = p.stream and r.incarnation = p.incarnation
                        left join bridge.resync_dispatch d
                            on d.stream = r.stream and d.incarnation = r.incarnation and d.zone_id = :zone
                        where r.completed_at is null
                        order by r.noticed_at desc limit 1
                        """)
                .param("zone", zoneId)
                .query(Resync.class)
                .optional();
    }
}
