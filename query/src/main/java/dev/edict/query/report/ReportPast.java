package dev.edict.query.report;

import static dev.edict.query.QueryRejection.Reason.INSTANT_BEFORE_ZONE;
import static dev.edict.query.QueryRejection.Reason.INSTANT_IN_FUTURE;
import static dev.edict.query.QueryRejection.Reason.ZONE_NOT_FOUND;

import dev.edict.query.QueryRejection;
import dev.edict.query.report.content.ReportHeader;
import dev.edict.query.report.file.UtcTime;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds the period of a report in the log, and how far its sources had come. */
final class ReportPast {

    private final JdbcClient log;

    ReportPast(JdbcClient log) {
        this.log = log;
    }

    /**
     * The part of the log that a request is about.
     *
     * @throws QueryRejection if the zone is unknown, the period ends before it was registered, or has not ended
     */
    ReportRange range(String zoneId, ReportRequest asked) {
        var registeredAt = registeredAt(zoneId);
        if (!registeredAt.isBefore(asked.to())) {
            throw INSTANT_BEFORE_ZONE.because(
                    "the period must end after zone %s was registered, at %s",
                    zoneId, UtcTime.of(registeredAt.toInstant()));
        }
        var latest = latestEnd();
        if (asked.to().isAfter(latest)) {
            throw INSTANT_IN_FUTURE.because(
                    "to must be %s or earlier, because events may still be recorded after that",
                    UtcTime.of(latest.toInstant()));
        }
        return log.sql(
                        """
                        select events.head_at(:from - interval '1 microsecond') + 1 as first,
                            events.head_at(:to - interval '1 microsecond') as last
                        """)
                .param("from", asked.from())
                .param("to", asked.to())
                .query((row, n) -> new ReportRange(
                        zoneId, asked.from(), asked.to(), registeredAt, row.getLong("first"), row.getLong("last")))
                .single();
    }

    private OffsetDateTime registeredAt(String zoneId) {
        return log.sql(
                        """
                        select recorded_at from events.domain_event
                        where events.zone_of(payload) = :zone and event_type = 'zone.registered'
                        order by global_index limit 1
                        """)
                .param("zone", zoneId)
                .query(OffsetDateTime.class)
                .optional()
                .orElseThrow(() -> ZONE_NOT_FOUND.because("no zone %s", zoneId));
    }

    /**
     * No event will be recorded before this instant. It is that of the newest event, or a minute ago if that is later:
     * no transaction that took an event earlier lives that long.
     */
    private OffsetDateTime latestEnd() {
        return log.sql(
                        """
                        select greatest(mark.recorded_at, now() - interval '1 minute') from events.high_water mark
                        """)
                .query(OffsetDateTime.class)
                .single();
    }

    ReportHeader header(ReportRange range) {
        return log.sql(
                        """
                        select head.global_index, head.event_id, head.recorded_at,
                            (select e.payload::json ->> 'name' from events.domain_event e
                            where events.zone_of(e.payload) = :zone
                                and e.event_type in ('zone.registered', 'zone.changed')
                                and e.payload::json ->> 'name' is not null and e.global_index <= :last
                            order by e.global_index desc limit 1) as zone_name,
                            (select max(l.recorded_at) from bridge.load l
                            where l.zone_id = :zone and l.recorded_at >= :from and l.recorded_at < :to) as load_at,
                            (select max(e.global_index) from events.domain_event e
                            where events.zone_of(e.payload) = :zone and e.event_type = 'decision_partition.sealed'
                                and e.global_index <= :last) as seal_index
                        from events.domain_event head where head.global_index = :last
                        """)
                .param("zone", range.zoneId())
                .param("from", range.from())
                .param("to", range.to())
                .param("last", range.last())
                .query((row, n) -> new ReportHeader(
                        range.zoneId(),
                        row.getString("zone_name"),
                        UtcTime.of(range.from().toInstant()),
                        UtcTime.of(range.to().toInstant()),
                        row.getLong("global_index"),
                        row.getString("event_id"),
                        UtcTime.of(row.getObject("recorded_at", OffsetDateTime.class)
                                .toInstant()),
                        time(row.getObject("load_at", OffsetDateTime.class)),
                        row.getObject("seal_index", Long.class)))
                .single();
    }

    static @Nullable String time(@Nullable OffsetDateTime time) {
        return time == null ? null : UtcTime.of(time.toInstant());
    }
}
