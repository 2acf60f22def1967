package dev.edict.audit.retention;

import java.time.YearMonth;
import java.util.List;
import java.util.concurrent.CancellationException;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Removes ids from {@code bridge.audit_event_id}. */
final class EventIds {

    /** About 10,000 ids. */
    private static final int PAGES = 128;

    private final JdbcClient sql;

    EventIds(DataSource session) {
        this.sql = JdbcClient.create(session);
    }

    /**
     * Removes the ids of months that take no events any more. It reads the table once, a few pages in each statement:
     * an index of times would save little, because new ids take the room of those that were removed.
     *
     * @throws CancellationException if the thread is interrupted
     */
    void remove(List<YearMonth> months) {
        var pages = sql.sql(
                        """
                        select pg_relation_size('bridge.audit_event_id') / current_setting('block_size')::int
                        """)
                .query(Long.class)
                .single();
        for (long first = 0; first < pages; first += PAGES) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("interrupted while ids of events were removed");
            }
            remove(months, first);
        }
    }

    private void remove(List<YearMonth> months, long firstPage) {
        sql.sql(
                        """
                        delete from bridge.audit_event_id
                        where ctid >= cast(:from as tid) and ctid < cast(:until as tid)
                            and date_trunc('month', occurred_at at time zone 'UTC')::date in (:months)
                        """)
                .param("from", "(%d,0)".formatted(firstPage))
                .param("until", "(%d,0)".formatted(firstPage + PAGES))
                .param("months", months.stream().map(month -> month.atDay(1)).toList())
                .update();
    }
}
