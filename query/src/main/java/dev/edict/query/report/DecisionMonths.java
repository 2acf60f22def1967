package dev.edict.query.report;

import dev.edict.query.report.content.DecisionMonth;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the numbers of the sealed months of a period, at most {@code 12 * 100 + 1} months. */
final class DecisionMonths {

    private static final Duration MICROSECOND = Duration.ofNanos(1_000);

    private final JdbcClient log;

    DecisionMonths(JdbcClient log) {
        this.log = log;
    }

    /** A month that was sealed twice is shown as it was sealed first. */
    void forEach(ReportRange range, Consumer<DecisionMonth> row) {
        var begun = month(range.from());
        var ended = month(range.to().minus(MICROSECOND));
        var months = new TreeMap<YearMonth, DecisionMonth>();
        for (var month = later(begun, month(range.registeredAt()));
                !month.isAfter(ended);
                month = month.plusMonths(1)) {
            months.put(month, DecisionMonth.unsealed(month.toString()));
        }
        sealed(range, begun, ended).forEach(month -> months.put(YearMonth.parse(month.month()), month));
        months.values().forEach(row);
    }

    private List<DecisionMonth> sealed(ReportRange range, YearMonth begun, YearMonth ended) {
        return log.sql(
                        """
                        select distinct on (month) month, true as sealed, global_index as index,
                            (payload::json ->> 'decisions')::bigint as decisions,
                            (payload::json ->> 'allowed')::bigint as allowed,
                            (payload::json ->> 'denied')::bigint as denied,
                            (payload::json ->> 'others')::bigint as others, payload::json ->> 'digest' as digest
                        from events.domain_event, lateral (select payload::json ->> 'month' as month) of_month
                        where events.zone_of(payload) = :zone and event_type = 'decision_partition.sealed'
                            and global_index <= :last and month collate "C" between :begun and :ended
                        order by month, global_index
                        """)
                .param("zone", range.zoneId())
                .param("last", range.last())
                .param("begun", begun.toString())
                .param("ended", ended.toString())
                .query(DecisionMonth.class)
                .list();
    }

    private static YearMonth later(YearMonth one, YearMonth other) {
        return one.isAfter(other) ? one : other;
    }

    private static YearMonth month(OffsetDateTime time) {
        return YearMonth.from(time.withOffsetSameInstant(ZoneOffset.UTC));
    }
}
