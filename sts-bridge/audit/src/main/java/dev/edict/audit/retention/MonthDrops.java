package dev.edict.audit.retention;

import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashSet;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@code bridge.audit_month_drop}, and the time before which no event is taken. */
final class MonthDrops {

    private final JdbcClient sql;

    MonthDrops(DataSource session) {
        this.sql = JdbcClient.create(session);
    }

    /** Waits for the batch that is being stored: no event enters an earlier month from then on. */
    void close(YearMonth keptFrom) {
        sql.sql("update bridge.audit_arrival set closed_before = :start where closed_before < :start")
                .param("start", MonthTable.start(keptFrom))
                .update();
    }

    void begin(MonthTable table) {
        sql.sql(
                        """
                        insert into bridge.audit_month_drop (month) values (:month)
                        on conflict (month) do update
                            set began_at = excluded.began_at, drop_ms = null, finished_at = null
                            where audit_month_drop.finished_at is not null
                        """)
                .param("month", table.month().atDay(1))
                .update();
    }

    /** Returns the months that are begun and not finished, the oldest first. */
    List<YearMonth> unfinished() {
        return sql
                .sql("select month from bridge.audit_month_drop where finished_at is null order by month")
                .query(LocalDate.class)
                .list()
                .stream()
                .map(YearMonth::from)
                .toList();
    }

    /** Returns those of them that have no table any more. */
    List<YearMonth> dropped(List<MonthTable> tables) {
        var existing = new HashSet<>(tables.stream().map(MonthTable::month).toList());
        return unfinished().stream().filter(month -> !existing.contains(month)).toList();
    }

    void took(MonthTable table, Duration duration) {
        sql.sql("update bridge.audit_month_drop set drop_ms = :millis where month = :month")
                .param("millis", duration.toMillis())
                .param("month", table.month().atDay(1))
                .update();
    }

    void finish(List<YearMonth> months) {
        sql.sql("update bridge.audit_month_drop set finished_at = clock_timestamp() where month in (:months)")
                .param("months", months.stream().map(month -> month.atDay(1)).toList())
                .update();
    }
}
