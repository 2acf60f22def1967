package dev.edict.command.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.edict.command.WriteSide;
import dev.edict.command.api.Rejection;
import dev.edict.command.api.policy.CreatePolicy;
import dev.edict.command.api.zone.RegisterZone;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Tag("servers")
class EventLogTest {

    private static final String CONTENT = "# caracal:data-document\npackage caracal.authz\nrestrict := {}\n";
    private static WriteSide writeSide;

    @BeforeAll
    static void start() {
        writeSide = new WriteSide();
        writeSide.send(new RegisterZone("z1", "Zürich", null, false));
        writeSide.send(new CreatePolicy("p1", "z1", "first", null, "pv1", CONTENT));
        writeSide.send(new CreatePolicy("p2", "z1", "second", null, "pv2", CONTENT));
        writeSide
                .sql()
                .sql("insert into events.note values ('n1', '\\x00', 'a reason')")
                .update();
    }

    @AfterAll
    static void stop() {
        writeSide.close();
    }

    @Test
    void stores_an_event_as_json_under_its_logical_name() {
        var row = writeSide
                .sql()
                .sql(
                        """
                select aggregate_type, event_type, revision, payload from events.domain_event where aggregate_id = 'z1'
                """)
                .query()
                .singleRow();
        assertThat(row)
                .containsEntry("aggregate_type", "Zone")
                .containsEntry("event_type", "zone.registered")
                .containsEntry("revision", "1")
                .containsEntry(
                        "payload", "{\"zoneId\":\"z1\",\"name\":\"Zürich\",\"slug\":\"z-rich\",\"dcrEnabled\":false}");
    }

    @Test
    void an_event_records_actor_request_and_time_in_microseconds() {
        var row = writeSide
                .sql()
                .sql(
                        """
                select metadata, occurred_at, event_id from events.domain_event where aggregate_id = 'z1'
                """)
                .query()
                .singleRow();
        assertThat(String.valueOf(row.get("metadata")))
                .matches("\\{\"actor\":\"admin:test\",\"causationId\":\"[0-9a-f-]{36}\","
                        + "\"correlationId\":\"request-1\",\"requestId\":\"request-1\"}");
        assertThat(String.valueOf(row.get("occurred_at")))
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
        assertThat(String.valueOf(row.get("event_id"))).matches("[0-9a-f]{8}-[0-9a-f]{4}-7.*");
    }

    @Test
    void stores_a_text_once_for_all_its_versions() {
        assertThat(count("events.content")).isOne();
    }

    @Test
    void a_refused_command_leaves_nothing_and_no_gap_in_the_index() {
        var before = count("events.domain_event");
        assertThatExceptionOfType(Rejection.class)
                .isThrownBy(() -> writeSide.send(new CreatePolicy("p3", "z1", "first", null, "pv3", CONTENT + "\n")))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Rejection.Reason.POLICY_NAME_CONFLICT));
        writeSide.send(new RegisterZone("z" + before, "Other", null, false));
        assertThat(count("events.content")).isOne();
        assertThat(writeSide
                        .sql()
                        .sql("select max(global_index) from events.domain_event")
                        .query(Long.class)
                        .single())
                .isEqualTo(before + 1)
                .isEqualTo(count("events.domain_event"));
    }

    @ParameterizedTest
    @CsvSource({
        "update events.domain_event set payload = '{}'",
        "delete from events.domain_event",
        "truncate events.domain_event",
        "update events.content set content = ''",
        "delete from events.content",
        "truncate events.content",
        "update events.note set text = ''",
        "delete from events.note",
        "select events.erase_note('n1')",
        "truncate events.note"
    })
    void the_log_refuses_to_be_changed(String statement) {
        assertThatThrownBy(() -> writeSide.sql().sql(statement).update())
                .hasMessageContaining("append-only")
                .hasRootCauseInstanceOf(SQLException.class);
    }

    @Test
    void every_append_takes_the_command_lock() {
        var holder = new TransactionTemplate(new DataSourceTransactionManager(writeSide.database()));
        holder.executeWithoutResult(status -> {
            writeSide
                    .sql()
                    .sql("select pg_advisory_xact_lock(297498395476)")
                    .query()
                    .listOfRows();
            assertThatThrownBy(EventLogTest::appendPastTheCommandBus).hasMessageContaining("lock timeout");
        });
    }

    private static void appendPastTheCommandBus() throws SQLException {
        try (var connection = writeSide.database().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("set lock_timeout = '200ms'");
            statement.execute(
                    """
                    insert into events.domain_event (event_id, aggregate_type, aggregate_id, sequence_number,
                        event_type, revision, payload, metadata, occurred_at)
                    values ('e', 'Zone', 'z9', 0, 'zone.registered', '1', '{}', '{}', '2026-01-01T00:00:00.000000Z')
                    """);
        }
    }

    @Test
    void a_command_waits_for_the_lock_before_it_reads_anything() {
        var holder = new TransactionTemplate(new DataSourceTransactionManager(writeSide.database()));
        var answer = holder.execute(status -> {
            writeSide
                    .sql()
                    .sql("select pg_advisory_xact_lock(297498395476)")
                    .query()
                    .listOfRows();
            var sent = CompletableFuture.supplyAsync(
                    () -> writeSide.send(new RegisterZone("z-late", "Late", "late", false)));
            await("the command to wait for the lock").until(() -> waiting() == 1);
            var heldByWaiting = writeSide
                    .sql()
                    .sql(
                            """
                            select count(*) from pg_locks l join pg_class c on c.oid = l.relation
                            where l.pid in (select pid from pg_locks where locktype = 'advisory' and not granted)
                              and c.relnamespace in ('events'::regnamespace, 'command'::regnamespace)
                            """)
                    .query(Long.class)
                    .single();
            assertThat(heldByWaiting).isZero();
            return sent;
        });
        assertThat(answer).succeedsWithin(Duration.ofSeconds(10));
    }

    private static long waiting() {
        return writeSide
                .sql()
                .sql("select count(*) from pg_locks where locktype = 'advisory' and not granted")
                .query(Long.class)
                .single();
    }

    private static long count(String table) {
        return writeSide
                .sql()
                .sql("select count(*) from " + table)
                .query(Long.class)
                .single();
    }
}
