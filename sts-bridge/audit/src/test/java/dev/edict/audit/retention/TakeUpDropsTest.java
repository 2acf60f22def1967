package dev.edict.audit.retention;

import static dev.edict.audit.retention.MonthTable.State.ATTACHED;
import static dev.edict.audit.retention.MonthTable.State.DETACH_PENDING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** A node may die at any step: the next round finishes the drop, with the same record. */
@Tag("servers")
class TakeUpDropsTest {

    private static final String CUTOFF = "2024-04-10T00:00:00Z";

    @Test
    void a_round_that_stops_before_any_statement_is_taken_up_by_the_next_one() throws SQLException {
        var statements = 0;
        var stopped = true;
        var between = new ArrayList<String>();
        for (; stopped; statements++) {
            var months = twoZones();
            var counted = months.counted("2024-03");
            try (var connection = months.pool().getConnection()) {
                stopped = isStopped(months, connection, statements);
            }
            between.add(situation(months));
            months.retainFrom(CUTOFF);
            assertThat(months.months()).doesNotContainKey("2024-03").containsKey("2024-04");
            assertThat(months.records.of("2024-03")).isEqualTo(counted);
            assertThat(months.records.sent()).isEqualTo(2);
            assertThat(months.ids("2024-03")).isZero();
            assertThat(months.unfinished()).isEmpty();
        }
        assertThat(statements).isGreaterThan(15);
        assertThat(new HashSet<>(between))
                .as("every step was a place to stop at")
                .isEqualTo(Set.of(
                        "open ATTACHED, 0 sealed, 8 ids, begun: []",
                        "closed ATTACHED, 0 sealed, 8 ids, begun: []",
                        "closed ATTACHED, 0 sealed, 8 ids, begun: [2024-03]",
                        "closed ATTACHED, 1 sealed, 8 ids, begun: [2024-03]",
                        "closed ATTACHED, 2 sealed, 8 ids, begun: [2024-03]",
                        "closed DETACHED, 2 sealed, 8 ids, begun: [2024-03]",
                        "closed dropped, 2 sealed, 8 ids, begun: [2024-03]",
                        "closed dropped, 2 sealed, 0 ids, begun: [2024-03]",
                        "closed dropped, 2 sealed, 0 ids, begun: []"));
    }

    private static RetainedMonths twoZones() {
        var months = new RetainedMonths();
        months.events("z1", "2024-03", 4);
        months.events("z2", "2024-03", 4);
        months.events("z1", "2024-04", 4);
        return months;
    }

    private static boolean isStopped(RetainedMonths months, Connection connection, int statements) {
        try {
            months.retainFrom(StoppingConnections.after(connection, statements), CUTOFF);
            return false;
        } catch (DataAccessException e) {
            assertThat(e).hasRootCauseMessage("the session is lost");
            return true;
        }
    }

    private static String situation(RetainedMonths months) {
        var closed = months.sql()
                .sql("select closed_before > '-infinity' from bridge.audit_arrival")
                .query(Boolean.class)
                .single();
        var state = months.months().get("2024-03");
        return "%s %s, %d sealed, %d ids, begun: %s"
                .formatted(
                        closed ? "closed" : "open",
                        state == null ? "dropped" : state.name(),
                        months.records.of("2024-03").size(),
                        months.ids("2024-03"),
                        months.unfinished());
    }

    @Test
    void a_reader_that_stays_delays_the_drop_and_nothing_else() throws SQLException {
        var months = twoZones();
        var counted = months.counted("2024-03");
        try (var reader = reading(months)) {
            assertThatThrownBy(months.round(Duration.ofDays(10))::run).isInstanceOf(DataAccessException.class);
            assertThat(months.months()).containsEntry("2024-03", DETACH_PENDING).containsEntry("2024-04", ATTACHED);
            assertThat(months.counted("2024-03")).isEmpty();
            assertThat(months.counted("2024-04")).hasSize(1);
            new MonthTables(months.pool()).makeAhead(YearMonth.of(2024, 9));
            assertThat(months.months()).containsEntry("2024-12", ATTACHED);
            reader.rollback();
        }
        months.round(Duration.ofDays(10)).run();
        assertThat(months.months()).doesNotContainKey("2024-03");
        assertThat(months.records.of("2024-03")).isEqualTo(counted);
        assertThat(months.ids("2024-03")).isZero();
    }

    @Test
    void a_node_that_dies_while_it_detaches_gives_the_work_back() throws Exception {
        var months = twoZones();
        try (var reader = reading(months)) {
            var dying = CompletableFuture.runAsync(months.round(Duration.ofDays(10))::run);
            await("that the node waits for the reader")
                    .until(() -> months.months().get("2024-03") == DETACH_PENDING);
            // Another node leaves it alone.
            months.round(Duration.ofDays(10)).run();
            months.sql()
                    .sql(
                            """
                            select pg_terminate_backend(pid) from pg_stat_activity
                            where query like 'alter table bridge.audit_events detach%'
                            """)
                    .query(row -> {});
            assertThat(dying).failsWithin(Duration.ofSeconds(10));
            reader.rollback();
        }
        await("that PostgreSQL has released the lock").untilAsserted(() -> {
            months.round(Duration.ofDays(10)).run();
            assertThat(months.months()).doesNotContainKey("2024-03");
        });
        assertThat(months.ids("2024-03")).isZero();
        assertThat(months.unfinished()).isEmpty();
    }

    @Test
    void one_node_at_a_time_works_on_months() {
        var months = twoZones();
        var session = new RetentionSession(months.pool());
        var worked = new ArrayList<Boolean>();
        assertThat(session.tryRun(one -> worked.add(new RetentionSession(months.pool()).tryRun(other -> {}))))
                .isTrue();
        assertThat(worked).containsExactly(false);
        assertThat(session.tryRun(one -> {})).isTrue();
    }

    @Test
    void a_failure_gives_the_work_back_and_leaves_the_session_as_it_was() throws SQLException {
        var months = new RetainedMonths();
        try (var connection = months.pool().getConnection()) {
            var pool = new SingleConnectionDataSource(connection, true);
            var session = new RetentionSession(pool);
            var before = settings(pool);
            assertThatThrownBy(() -> session.tryRun(one -> {
                        assertThat(settings(one)).isEqualTo("2s off").isNotEqualTo(before);
                        throw new IllegalStateException("the test stops here");
                    }))
                    .hasMessage("the test stops here");
            assertThat(settings(pool)).isEqualTo(before);
            assertThat(new RetentionSession(months.pool()).tryRun(other -> {})).isTrue();
        }
    }

    private static String settings(DataSource session) {
        return JdbcClient.create(session)
                .sql(
                        """
                        select concat_ws(' ', current_setting('lock_timeout'), current_setting('enable_sort'))
                        """)
                .query(String.class)
                .single();
    }

    /** An open transaction that has read the table. */
    private static Connection reading(RetainedMonths months) throws SQLException {
        var reader = months.pool().getConnection();
        reader.setAutoCommit(false);
        try (var statement = reader.createStatement();
                var rows = statement.executeQuery("select count(*) from bridge.audit_events")) {
            assertThat(rows.next()).isTrue();
        }
        return reader;
    }
}
