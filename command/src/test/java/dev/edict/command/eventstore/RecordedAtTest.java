package dev.edict.command.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.command.WriteSide;
import dev.edict.command.api.zone.RegisterZone;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** {@code recorded_at} is the time of the append, independent of the event's own time. */
@Tag("servers")
class RecordedAtTest {

    private final WriteSide writeSide = new WriteSide();

    @AfterEach
    void stop() {
        writeSide.close();
    }

    @Test
    void an_event_is_recorded_when_it_is_appended_to_the_microsecond() {
        var before = now();
        IntStream.range(0, 20).forEach(n -> register("z" + n));
        assertThat(recorded())
                .hasSize(20)
                .isSorted()
                .allSatisfy(at -> assertThat(at).isBetween(before, now()))
                .anyMatch(at -> !at.equals(at.truncatedTo(ChronoUnit.MILLIS)));
    }

    @Test
    void recorded_at_does_not_follow_a_clock_that_jumps_back() {
        register("z1");
        var future = now().plus(Duration.ofHours(1));
        byHand("update events.high_water set recorded_at = '%s'".formatted(future));
        register("z2");
        register("z3");
        assertThat(recorded().subList(1, 3)).containsOnly(future);
        byHand("update events.high_water set recorded_at = '2026-01-01Z'");
        var before = now();
        register("z4");
        assertThat(recorded().get(3)).isBetween(before, now());
    }

    @Test
    void a_backdated_event_is_recorded_at_its_append() {
        var before = now();
        append("e1", "2020-02-03T04:05:06.000007Z");
        assertThat(recorded().get(0)).isBetween(before, now());
    }

    @Test
    void migrates_an_older_log_with_the_latest_time_so_far() {
        writeSide.sql().sql("drop schema events cascade").update();
        migrate("3");
        append("e1", "2026-01-01T00:00:00.000001Z");
        append("e2", "2026-01-03T00:00:00.000003Z");
        append("e3", "2020-01-01T00:00:00.000000Z");
        append("e4", "2026-01-04T00:00:00.000000Z");
        migrate("latest");
        assertThat(recorded())
                .extracting(Instant::toString)
                .containsExactly(
                        "2026-01-01T00:00:00.000001Z",
                        "2026-01-03T00:00:00.000003Z",
                        "2026-01-03T00:00:00.000003Z",
                        "2026-01-04T00:00:00Z");
        assertThat(writeSide
                        .sql()
                        .sql("select global_index || ' ' || event_id || ' ' || (recorded_at at time zone 'UTC')"
                                + " from events.high_water")
                        .query(String.class)
                        .single())
                .isEqualTo("4 e4 2026-01-04 00:00:00");
        assertThat(disabledTriggers()).isZero();
        append("e5", "2020-01-01T00:00:00.000000Z");
        assertThat(recorded()).isSorted();
    }

    @Test
    void an_append_reads_as_little_of_a_long_log_as_of_a_short_one() {
        appendMany(1, 50);
        var few = buffersOfAnAppend("few");
        for (int batch = 0; batch < 10; batch++) {
            appendMany(100 + batch * 1_000, 1_000);
        }
        assertThat(buffersOfAnAppend("many")).isLessThan(2 * few);
    }

    private long buffersOfAnAppend(String id) {
        var plan = writeSide
                .sql()
                .sql("explain (analyze, buffers, format json) "
                        + append("'" + id + "'", "'" + id + "'", "'2026-01-01'"))
                .query(String.class)
                .single();
        var read = JsonMapper.shared().readTree(plan).get(0).get("Plan");
        return read.get("Shared Hit Blocks").asLong()
                + read.get("Shared Read Blocks").asLong();
    }

    private void appendMany(int from, int count) {
        writeSide
                .sql()
                .sql(append("'e' || n", "'many' || n", "'2026-01-01'")
                        + " from generate_series(%d, %d) n".formatted(from, from + count - 1))
                .update();
    }

    private void append(String eventId, String occurredAt) {
        writeSide
                .sql()
                .sql(append("'" + eventId + "'", "'" + eventId + "'", "'" + occurredAt + "'"))
                .update();
    }

    private static String append(String eventId, String aggregateId, String occurredAt) {
        return """
               insert into events.domain_event (event_id, aggregate_type, aggregate_id, sequence_number,
                   event_type, revision, payload, metadata, occurred_at)
               select %s, 'Zone', %s, 0, 'zone.registered', '1', '{}', '{}', %s
               """
                .formatted(eventId, aggregateId, occurredAt);
    }

    private void migrate(String version) {
        Flyway.configure()
                .dataSource(writeSide.database())
                .schemas("events")
                .defaultSchema("events")
                .locations("classpath:db/events")
                .target(version)
                .load()
                .migrate();
    }

    private void register(String zoneId) {
        writeSide.send(new RegisterZone(zoneId, zoneId, null, false));
    }

    private void byHand(String statement) {
        writeSide
                .sql()
                .sql(
                        "alter table events.high_water disable trigger all; %s; alter table events.high_water enable trigger all"
                                .formatted(statement))
                .update();
    }

    private long disabledTriggers() {
        return writeSide
                .sql()
                .sql(
                        """
                        select count(*) from pg_trigger t join pg_class c on c.oid = t.tgrelid
                        where c.relnamespace = 'events'::regnamespace and t.tgenabled <> 'O'
                        """)
                .query(Long.class)
                .single();
    }

    private List<Instant> recorded() {
        return writeSide
                .sql()
                .sql("select recorded_at from events.domain_event order by global_index")
                .query((row, n) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .list();
    }

    /** By the clock of the log. */
    private Instant now() {
        return JdbcClient.create(writeSide.database())
                .sql("select clock_timestamp()")
                .query((row, n) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .single()
                .truncatedTo(ChronoUnit.MICROS);
    }
}
