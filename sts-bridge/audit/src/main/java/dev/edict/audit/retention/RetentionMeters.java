package dev.edict.audit.retention;

import dev.edict.audit.retention.MonthTable.State;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Samples the months periodically; the gauges read the sample and do not query the database. */
@Component
class RetentionMeters {

    private static final double MILLIS_PER_SECOND = 1_000;

    private final JdbcClient sql;
    private final MonthTables tables;
    private final Counter failures;
    private volatile Sample sample = new Sample(Double.NaN, Double.NaN, Double.NaN);

    RetentionMeters(@Qualifier("auditPool") DataSource auditPool, MeterRegistry meters) {
        this.sql = JdbcClient.create(auditPool);
        this.tables = new MonthTables(auditPool);
        Gauge.builder("edict.audit.months", this, it -> it.sample.months)
                .description("Months for which there is a table of decision audit events, those ahead included")
                .register(meters);
        Gauge.builder("edict.audit.oldest.event", this, it -> it.sample.oldestEvent)
                .baseUnit("seconds")
                .description("When the oldest decision audit event that is kept occurred, since 1970; NaN without one")
                .register(meters);
        Gauge.builder("edict.audit.last.drop", this, it -> it.sample.lastDrop)
                .baseUnit("seconds")
                .description("How long it took to detach and drop the last month, by any node; NaN before the first")
                .register(meters);
        this.failures = Counter.builder("edict.audit.retention.failures")
                .description("Rounds of this node that made or dropped no months because of an error")
                .register(meters);
    }

    void failed() {
        failures.increment();
    }

    void look() {
        var months = tables.list().stream()
                .filter(table -> table.state() == State.ATTACHED)
                .map(MonthTable::month)
                .toList();
        var oldest = months.stream().map(this::oldest).flatMap(Optional::stream).findFirst();
        sample = new Sample(
                months.size(),
                oldest.map(at -> at.toInstant().toEpochMilli() / MILLIS_PER_SECOND)
                        .orElse(Double.NaN),
                lastDropMillis().map(millis -> millis / MILLIS_PER_SECOND).orElse(Double.NaN));
    }

    /** One look into an index for each zone. The month may be dropped meanwhile, so its table is not named. */
    private Optional<OffsetDateTime> oldest(YearMonth month) {
        return sql.sql(
                        """
                        with recursive zones as (
                            (select zone_id from bridge.audit_events
                                where occurred_at >= :start and occurred_at < :end order by zone_id limit 1)
                            union all
                            select (select zone_id from bridge.audit_events
                                where occurred_at >= :start and occurred_at < :end and zone_id > zones.zone_id
                                order by zone_id limit 1)
                            from zones where zones.zone_id is not null)
                        select min((select occurred_at from bridge.audit_events e
                            where e.zone_id = zones.zone_id and occurred_at >= :start and occurred_at < :end
                            order by occurred_at limit 1)) as oldest
                        from zones where zone_id is not null
                        """)
                .param("start", MonthTable.start(month))
                .param("end", MonthTable.start(month.plusMonths(1)))
                .query((row, number) -> Optional.ofNullable(row.getObject("oldest", OffsetDateTime.class)))
                .single();
    }

    private Optional<Long> lastDropMillis() {
        return sql.sql(
                        """
                        select drop_ms from bridge.audit_month_drop where drop_ms is not null
                        order by finished_at desc nulls first limit 1
                        """)
                .query(Long.class)
                .optional();
    }

    private record Sample(double months, double oldestEvent, double lastDrop) {}
}
