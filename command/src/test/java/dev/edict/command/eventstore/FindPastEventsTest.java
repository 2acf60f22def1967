package dev.edict.command.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.command.WriteSide;
import dev.edict.command.api.zone.RegisterZone;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** The log finds the head of an instant and the events of a zone without a scan. */
@Tag("servers")
class FindPastEventsTest {

    private final WriteSide writeSide = new WriteSide();
    private Connection connection;
    private JdbcClient sql;

    @BeforeEach
    void connect() throws SQLException {
        connection = writeSide.database().getConnection();
        sql = JdbcClient.create(new SingleConnectionDataSource(connection, true));
    }

    @AfterEach
    void stop() throws SQLException {
        connection.close();
        writeSide.close();
    }

    @Test
    void an_empty_log_has_no_head_at_any_instant() {
        assertThat(headAt(Instant.now())).isZero();
    }

    @Test
    void the_head_at_an_instant_is_the_last_event_recorded_until_then() {
        IntStream.range(0, 37).forEach(n -> writeSide.send(new RegisterZone("z" + n, "z" + n, null, false)));
        var recorded = recorded();
        assertThat(headAt(recorded.get(0).minusNanos(1_000))).isZero();
        assertThat(headAt(recorded.get(36).plus(Duration.ofDays(1)))).isEqualTo(37);
        var random = new Random(7);
        for (int n = 0; n < 200; n++) {
            var instant = recorded.get(random.nextInt(37)).plusNanos((random.nextInt(3) - 1) * 1_000L);
            assertThat(headAt(instant))
                    .isEqualTo(
                            recorded.stream().filter(at -> !at.isAfter(instant)).count());
        }
    }

    @Test
    void events_recorded_at_the_same_instant_are_all_before_the_head() {
        writeSide.send(new RegisterZone("z0", "z0", null, false));
        var future = recorded().get(0).plus(Duration.ofHours(1));
        sql.sql("alter table events.high_water disable trigger all").update();
        sql.sql("update events.high_water set recorded_at = '%s'".formatted(future))
                .update();
        sql.sql("alter table events.high_water enable trigger all").update();
        IntStream.range(1, 5).forEach(n -> writeSide.send(new RegisterZone("z" + n, "z" + n, null, false)));
        assertThat(headAt(future.minusNanos(1_000))).isEqualTo(1);
        assertThat(headAt(future)).isEqualTo(5);
    }

    @Test
    void the_events_of_a_zone_are_found_by_an_index() {
        writeSide.send(new RegisterZone("z0", "z0", null, false));
        sql.sql("set enable_seqscan = off").update();
        assertThat(plan("true")).contains("domain_event_zone");
        assertThat(plan("event_type in ('zone.version_activated', 'zone.activation_rolled_back', 'zone.deactivated')"))
                .contains("domain_event_governance");
    }

    private String plan(String condition) {
        return String.join(
                "\n",
                sql.sql(
                                """
                                explain select global_index from events.domain_event
                                where events.zone_of(payload) = 'z0' and global_index <= 7 and %s
                                order by global_index desc limit 1
                                """
                                        .formatted(condition))
                        .query(String.class)
                        .list());
    }

    private long headAt(Instant instant) {
        return sql.sql("select events.head_at(?)")
                .param(instant.atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }

    private List<Instant> recorded() {
        return sql.sql("select recorded_at from events.domain_event order by global_index")
                .query((row, n) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .list();
    }
}
