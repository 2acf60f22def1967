package dev.edict.audit.retention;

import dev.edict.audit.retention.MonthTable.State;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The partitions of {@code bridge.audit_events}: one for each month. */
final class MonthTables {

    /** An event may come early by the clock of its decision point, and no month is made while others wait for it. */
    private static final int MONTHS_AHEAD = 3;

    private final JdbcClient sql;
    private final TransactionTemplate transaction;

    MonthTables(DataSource session) {
        this.sql = JdbcClient.create(session);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(session));
    }

    /** Returns all of them, also those that are being dropped, the oldest first. */
    List<MonthTable> list() {
        return sql
                .sql(
                        """
                        select c.relname as name, i.inhrelid is not null as attached,
                            coalesce(i.inhdetachpending, false) as pending
                        from pg_class c
                        left join pg_inherits i on i.inhrelid = c.oid and i.inhparent = 'bridge.audit_events'::regclass
                        where c.relnamespace = 'bridge'::regnamespace and c.relkind = 'r'
                            and c.relname ~ '^audit_events_y[0-9]{4,}m[0-9]{2}$'
                        """)
                .query((row, number) -> new MonthTable(
                        MonthTable.monthOf(row.getString("name")),
                        state(row.getBoolean("attached"), row.getBoolean("pending"))))
                .list()
                .stream()
                .sorted(Comparator.comparing(MonthTable::month))
                .toList();
    }

    private static State state(boolean isAttached, boolean isPending) {
        return isPending ? State.DETACH_PENDING : isAttached ? State.ATTACHED : State.DETACHED;
    }

    /** Makes this month and the next three, unless they exist. */
    void makeAhead(YearMonth current) {
        var existing = list().stream().map(MonthTable::month).toList();
        var missing = IntStream.rangeClosed(0, MONTHS_AHEAD)
                .mapToObj(current::plusMonths)
                .filter(month -> !existing.contains(month))
                .toList();
        if (!missing.isEmpty()) {
            transaction.executeWithoutResult(status -> make(missing));
        }
    }

    /** Ingest makes missing months too, so the row says whose turn it is. */
    private void make(List<YearMonth> missing) {
        Objects.requireNonNull(sql.sql("select only_one from bridge.audit_arrival for update")
                .query(Boolean.class)
                .single());
        missing.forEach(month -> sql.sql("select bridge.make_audit_month(:month)")
                .param("month", month.atDay(1))
                .query(row -> {}));
    }

    /** Ends the vacuuming of a month that changes no more: to detach it would have to wait. */
    void stopVacuuming(MonthTable table) {
        sql.sql("alter table %s set (autovacuum_enabled = off, toast.autovacuum_enabled = off)".formatted(table.name()))
                .update();
    }

    /**
     * Takes a month out of the table. Readers and ingest go on. PostgreSQL waits for those who read the table, up to the
     * lock timeout; after that, the detachment is pending, and a second call finishes it.
     */
    void detach(MonthTable table) {
        switch (table.state()) {
            case ATTACHED -> alter(table, "concurrently");
            case DETACH_PENDING -> alter(table, "finalize");
            case DETACHED -> {}
        }
    }

    private void alter(MonthTable table, String how) {
        sql.sql("alter table bridge.audit_events detach partition %s %s".formatted(table.name(), how))
                .update();
    }

    /** Drops a table that is detached. */
    void drop(MonthTable table) {
        sql.sql("drop table " + table.name()).update();
    }
}
