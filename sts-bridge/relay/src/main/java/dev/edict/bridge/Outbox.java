package dev.edict.bridge;

import dev.edict.bridge.redis.EntryId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The invalidations that are not sent yet. All times come from the database, because the clocks of several nodes would
 * disagree about what is due. A row that was never tried is always due, because its time came from a node's clock.
 */
final class Outbox {

    static final String DUE_ZONES =
            """
            select zone_id
            from (select distinct on (zone_id) zone_id, attempts, next_attempt_at
                  from bridge.outbox
                  where sent_at is null
                  order by zone_id, activation_seq) oldest
            where attempts = 0 or next_attempt_at <= clock_timestamp()
            order by next_attempt_at, zone_id
            """;

    private final JdbcClient bridge;

    Outbox(DataSource backgroundPool) {
        this.bridge = JdbcClient.create(backgroundPool);
    }

    /** Zones whose oldest unsent row is due, the longest waiting first. */
    List<String> dueZones() {
        return bridge.sql(DUE_ZONES).query(String.class).list();
    }

    /** Locks the zone for this transaction; false if another node relays it at the moment. */
    boolean lockZone(String zoneId) {
        return bridge.sql(
                        """
                        select zone_id from bridge.relay_zone where zone_id = :zone for update skip locked
                        """)
                .param("zone", zoneId)
                .query(String.class)
                .optional()
                .isPresent();
    }

    /**
     * Call it after {@link #lockZone}, in a statement of its own. A statement that locks and reads would see the state
     * before the lock, and resend a row that another node has just sent.
     */
    Optional<OutboxRow> oldestUnsent(String zoneId) {
        return bridge.sql(
                        """
                        select id, zone_id, activation_seq, policy_set_id, policy_set_version_id as version_id,
                               request_id, attempts, attempts = 0 or next_attempt_at <= clock_timestamp() as due
                        from bridge.outbox
                        where zone_id = :zone and sent_at is null
                        order by activation_seq
                        limit 1
                        """)
                .param("zone", zoneId)
                .query(OutboxRow.class)
                .optional();
    }

    /**
     * Returns the time from the change to now.
     *
     * @param entry that announces it
     */
    Duration markSent(String id, EntryId entry) {
        var millis = bridge.sql(
                        """
                        update bridge.outbox
                        set attempts = attempts + 1, sent_at = clock_timestamp(), last_error = null,
                            stream_entry = :entry
                        where id = :id
                        returning extract(epoch from sent_at - created_at) * 1000
                        """)
                .param("id", id)
                .param("entry", entry.sortable())
                .query(Double.class)
                .single();
        // A node timed the change, and its clock may be ahead.
        return Duration.ofNanos((long) Math.max(0, millis * 1_000_000));
    }

    /** Schedules the next attempt of a failed row; attempts are not limited. */
    void postpone(String id, String reason, Duration delay) {
        bridge.sql(
                        """
                        update bridge.outbox
                        set attempts = attempts + 1,
                            last_error = :reason,
                            next_attempt_at = clock_timestamp() + :millis * interval '1 millisecond'
                        where id = :id
                        """)
                .param("id", id)
                .param("reason", reason)
                .param("millis", delay.toMillis())
                .update();
    }

    /**
     * Records the reason at the oldest due row of every zone, and leaves these rows due. A failure of Redis affects all
     * of them, and all are sent as soon as it recovers.
     */
    void noteWaiting(String reason) {
        bridge.sql(
                        """
                        update bridge.outbox
                        set attempts = attempts + 1, last_error = :reason, next_attempt_at = clock_timestamp()
                        where id in (
                            select id
                            from bridge.outbox
                            where sent_at is null
                              and (attempts = 0 or next_attempt_at <= clock_timestamp())
                              and id in (
                                  select distinct on (zone_id) id
                                  from bridge.outbox
                                  where sent_at is null
                                  order by zone_id, activation_seq)
                            for update skip locked)
                        """)
                .param("reason", reason)
                .update();
    }
}
