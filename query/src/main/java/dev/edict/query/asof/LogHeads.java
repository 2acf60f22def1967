package dev.edict.query.asof;

import static dev.edict.query.QueryRejection.Reason.INSTANT_BEFORE_ZONE;
import static dev.edict.query.QueryRejection.Reason.INSTANT_IN_FUTURE;
import static dev.edict.query.QueryRejection.Reason.SEQUENCE_BEYOND_HEAD;
import static dev.edict.query.QueryRejection.Reason.ZONE_NOT_FOUND;

import dev.edict.query.CursorText;
import java.time.OffsetDateTime;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds the head of the log at points of the past; every look-up goes by an index. */
@Component
class LogHeads {

    private final JdbcClient tables;

    LogHeads(@Qualifier("queryPool") DataSource queryPool) {
        this.tables = JdbcClient.create(queryPool);
    }

    /**
     * The head at a point at which the zone existed.
     *
     * @throws dev.edict.query.QueryRejection {@code zone_not_found}, {@code instant_before_zone}, {@code instant_in_future},
     *     {@code sequence_beyond_head}
     */
    LogHead find(String zoneId, PastPoint point) {
        var registered = registered(zoneId);
        var at = point.at();
        var seq = point.seq();
        var head = at != null ? at(at, registered) : of(seq == null ? 0 : seq);
        if (head == null || head.sequence() < registered.globalIndex()) {
            throw INSTANT_BEFORE_ZONE.because(
                    "zone %s exists since %s, event %d of the log: ask for that instant or a later one",
                    zoneId, CursorText.time(registered.recordedAt()), registered.globalIndex());
        }
        return head;
    }

    /** When the first event of a zone was recorded. */
    record Registered(long globalIndex, OffsetDateTime recordedAt) {}

    Registered registered(String zoneId) {
        return tables.sql(
                        """
                        select global_index, recorded_at from events.domain_event
                        where aggregate_id = :zone and sequence_number = 0 and event_type = 'zone.registered'
                        """)
                .param("zone", zoneId)
                .query(Registered.class)
                .optional()
                .orElseThrow(() -> ZONE_NOT_FOUND.because("no zone %s", zoneId));
    }

    /** By the clock of the database. */
    OffsetDateTime now() {
        return tables.sql("select clock_timestamp()")
                .query(OffsetDateTime.class)
                .single();
    }

    private @Nullable LogHead at(OffsetDateTime instant, Registered registered) {
        awaitAppends(instant);
        return tables.sql(
                        """
                        select e.global_index as sequence, e.recorded_at, :at::timestamptz as instant
                        from events.domain_event e
                        where e.global_index = events.head_at(:at) and e.global_index >= :registered
                        """)
                .param("at", instant)
                .param("registered", registered.globalIndex())
                .query(LogHead.class)
                .optional()
                .orElse(null);
    }

    /**
     * An append is dated before it commits, so an instant that nothing newer was recorded after may still get an event.
     * No append is under way for as long as a minute, and only an instant within it waits.
     */
    private void awaitAppends(OffsetDateTime instant) {
        var clock = tables.sql(
                        """
                        select clock_timestamp() as now, :at > clock_timestamp() as in_future,
                            :at >= mark.recorded_at and :at > clock_timestamp() - interval '1 minute' as unsettled
                        from events.high_water mark
                        """)
                .param("at", instant)
                .query(Clock.class)
                .single();
        if (clock.inFuture()) {
            throw INSTANT_IN_FUTURE.because(
                    "at is in the future: by the clock of the database it is %s", CursorText.time(clock.now()));
        }
        if (clock.unsettled()) {
            tables.sql("select events.await_append()").query().listOfRows();
        }
    }

    private record Clock(OffsetDateTime now, boolean inFuture, boolean unsettled) {}

    private LogHead of(long seq) {
        return tables.sql(
                        """
                        select global_index as sequence, recorded_at, recorded_at as instant
                        from events.domain_event where global_index = :seq
                        """)
                .param("seq", seq)
                .query(LogHead.class)
                .optional()
                .orElseThrow(() -> SEQUENCE_BEYOND_HEAD.because(
                        "seq is beyond the head of the log: its last event has the index %d",
                        tables.sql("select global_index from events.high_water")
                                .query(Long.class)
                                .single()));
    }
}
