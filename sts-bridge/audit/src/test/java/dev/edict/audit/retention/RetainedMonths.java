package dev.edict.audit.retention;

import dev.edict.audit.AuditDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Events of the year 2024 in an embedded PostgreSQL, and the work on them as if it were 15 June 2024. */
final class RetainedMonths {

    static final Instant NOW = Instant.parse("2024-06-15T12:00:00Z");

    private final AuditDatabase database = AuditDatabase.empty();
    private final JdbcClient sql = database.sql();
    final RecordedSeals records = new RecordedSeals();

    RetainedMonths() {
        var tables = tables();
        tables.stream().filter(table -> table.month().getYear() == 2024).forEach(table -> {
            if (table.state() == MonthTable.State.DETACH_PENDING) {
                new MonthTables(database.pool()).detach(table);
            }
            new MonthTables(database.pool()).drop(table);
        });
    }

    DataSource pool() {
        return database.pool();
    }

    JdbcClient sql() {
        return sql;
    }

    /** Of every four decisions two allow, one denies, and one is pending; three each occur at one time. */
    void events(String zoneId, String month, int count) {
        var first = YearMonth.parse(month);
        sql.sql("select bridge.make_audit_month(:month)")
                .param("month", first.atDay(1))
                .query(row -> {});
        sql.sql(
                        """
                        with event as (
                            insert into bridge.audit_events (id, zone_id, event_type, request_id, decision, metadata_json,
                                occurred_at, content_sha256)
                            select :zone || '-' || :month || '-' || i, :zone, 'policy_decision', 'r' || i,
                                (array['allow', 'allow', 'deny', 'pending'])[1 + i % 4],
                                jsonb_build_object('resource', 'resource://ledger', 'application_id', 'app-' || i % 50,
                                    'text', repeat(md5(i::text), 10)),
                                cast(:start as timestamptz) + i / 3 * interval '7 seconds',
                                encode(sha256(convert_to(:zone || :month || i, 'UTF8')), 'hex')
                            from generate_series(1, :count) i
                            returning id, occurred_at)
                        insert into bridge.audit_event_id (id, occurred_at) select id, occurred_at from event
                        """)
                .param("zone", zoneId)
                .param("month", month)
                .param("start", MonthTable.start(first))
                .param("count", count)
                .update();
    }

    /** Drops what lies before this time. */
    void retainFrom(String cutoff) {
        retainFrom(pool(), cutoff);
    }

    void retainFrom(DataSource connection, String cutoff) {
        round(Duration.ofDays(1)).run(connection, NOW, Instant.parse(cutoff));
    }

    RetentionRound round(Duration retention) {
        return new RetentionRound(new RetentionSession(pool()), () -> (int) retention.toDays(), records);
    }

    List<MonthTable> tables() {
        return new MonthTables(database.pool()).list();
    }

    /** The months of 2024 that have a table, and how it is. */
    Map<String, MonthTable.State> months() {
        return tables().stream()
                .filter(table -> table.month().getYear() == 2024)
                .collect(Collectors.toMap(
                        table -> table.month().toString(), MonthTable::state, (one, other) -> one, TreeMap::new));
    }

    /** What plain SQL counts in a month, as {@link RecordedSeals#of} tells it. */
    List<String> counted(String month) {
        var first = YearMonth.parse(month);
        return sql.sql(
                        """
                        select concat_ws(' ', zone_id, count(*), count(*) filter (where decision = 'allow'),
                            count(*) filter (where decision = 'deny'),
                            count(*) filter (where decision not in ('allow', 'deny')),
                            extract(epoch from min(occurred_at))::numeric(20, 6),
                            extract(epoch from max(occurred_at))::numeric(20, 6),
                            encode(sha256(convert_to(string_agg(content_sha256, '' order by occurred_at, id), 'UTF8')),
                                'hex'))
                        from bridge.audit_events where occurred_at >= :start and occurred_at < :end
                        group by zone_id order by zone_id
                        """)
                .param("start", MonthTable.start(first))
                .param("end", MonthTable.start(first.plusMonths(1)))
                .query(String.class)
                .list();
    }

    long ids(String month) {
        return sql.sql("select count(*) from bridge.audit_event_id where id like '%-' || :month || '-%'")
                .param("month", month)
                .query(Long.class)
                .single();
    }

    List<String> unfinished() {
        return new MonthDrops(pool())
                .unfinished().stream().map(YearMonth::toString).toList();
    }
}
