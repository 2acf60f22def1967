package dev.edict.command.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.command.WriteSide;
import dev.edict.command.api.settings.ChangeZoneSettings;
import dev.edict.command.api.zone.RegisterZone;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Edict detects that an event is missing at the end of the log, and does not reuse its index. */
@Tag("servers")
class MissEventsAtTheEndTest {

    private final WriteSide writeSide = new WriteSide();

    @AfterEach
    void stop() {
        writeSide.close();
    }

    @Test
    void a_command_is_refused_by_every_node_and_after_a_restart() {
        register("z1", "z2", "z3");
        pastTheTriggers("delete from events.domain_event where global_index >= 2");
        assertThatThrownBy(() -> register("z4")).hasMessageContaining("events 2 to 3 are missing from the end");
        try (var another = writeSide.another()) {
            assertThatThrownBy(() -> another.send(new RegisterZone("z5", "z5", null, false)))
                    .hasMessageContaining("events 2 to 3 are missing from the end");
        }
        assertThat(indices()).isEqualTo("1");
    }

    @Test
    void a_command_is_refused_before_it_is_decided_on_and_not_by_its_append_alone() {
        register("z1");
        assertThatThrownBy(() -> writeSide.send(new ChangeZoneSettings("z9", true, null, null, false)))
                .hasMessageContaining("no zone z9");
        pastTheTriggers("delete from events.domain_event");
        assertThatThrownBy(() -> writeSide.send(new ChangeZoneSettings("z9", true, null, null, false)))
                .hasMessageContaining("event 1 is missing from the end");
    }

    @Test
    void rejects_a_direct_append_as_well() {
        register("z1");
        pastTheTriggers("delete from events.domain_event");
        assertThatThrownBy(() -> append("e"))
                .hasRootCauseInstanceOf(SQLException.class)
                .hasMessageContaining("event 1 is missing from the end of the log");
    }

    @Test
    void commands_go_on_once_the_missing_rows_are_put_back() {
        register("z1", "z2");
        pastTheTriggers("create table public.kept as select * from events.domain_event where global_index = 2;"
                + " delete from events.domain_event where global_index = 2");
        assertThatThrownBy(() -> register("z3")).hasMessageContaining("event 2 is missing");
        pastTheTriggers("insert into events.domain_event select * from public.kept");
        register("z3");
        assertThat(indices()).isEqualTo("1,2,3");
    }

    @Test
    void another_event_in_the_place_of_the_last_is_noticed() {
        register("z1");
        pastTheTriggers("update events.domain_event set event_id = 'another'");
        assertThatThrownBy(() -> register("z2")).hasMessageContaining("event 1 is not the one that was appended");
    }

    @Test
    void an_event_that_came_past_the_triggers_is_noticed() {
        register("z1");
        pastTheTriggers(
                """
                insert into events.domain_event
                select (jsonb_populate_record(e, '{"global_index": 2, "event_id": "x", "aggregate_id": "x"}')).*
                from events.domain_event e
                """);
        assertThatThrownBy(() -> register("z2")).hasMessageContaining("event 2 was not appended by Edict");
    }

    @Test
    void a_rolled_back_append_does_not_move_the_mark() {
        register("z1");
        assertThatThrownBy(() -> writeSide.send(new RegisterZone("z1", "z1", null, false)));
        assertThatThrownBy(() -> writeSide
                        .sql()
                        .sql(APPEND + "; select 1 / 0")
                        .param("id", "e")
                        .update())
                .hasMessageContaining("division by zero");
        register("z2");
        assertThat(indices()).isEqualTo("1,2");
    }

    @Test
    void many_events_of_one_statement_are_counted_each() {
        writeSide
                .sql()
                .sql(
                        """
                        insert into events.domain_event (event_id, aggregate_type, aggregate_id, sequence_number,
                            event_type, revision, payload, metadata, occurred_at)
                        select 'e' || n, 'Zone', 'z' || n, 0, 'zone.registered', '1', '{}', '{}',
                            '2026-01-01T00:00:00.000000Z' from generate_series(7, 9) n
                        """)
                .update();
        register("z2");
        assertThat(indices()).isEqualTo("1,2,3,4");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update events.high_water set global_index = 0",
                "delete from events.high_water",
                "truncate events.high_water",
                "insert into events.high_water values (true, 0, '')"
            })
    void the_mark_is_moved_by_an_append_alone(String statement) {
        assertThatThrownBy(() -> writeSide.sql().sql(statement).update()).isInstanceOf(RuntimeException.class);
        assertThatCode(() -> register("z1")).doesNotThrowAnyException();
    }

    private static final String APPEND =
            """
            insert into events.domain_event (event_id, aggregate_type, aggregate_id, sequence_number,
                event_type, revision, payload, metadata, occurred_at)
            values (:id, 'Zone', 'z9', 0, 'zone.registered', '1', '{}', '{}', '2026-01-01T00:00:00.000000Z')
            """;

    private void append(String eventId) {
        writeSide.sql().sql(APPEND).param("id", eventId).update();
    }

    private void register(String... zoneIds) {
        for (var zoneId : zoneIds) {
            writeSide.send(new RegisterZone(zoneId, zoneId, null, false));
        }
    }

    /** As a superuser may. */
    private void pastTheTriggers(String statements) {
        writeSide
                .sql()
                .sql("alter table events.domain_event disable trigger all; " + statements
                        + "; alter table events.domain_event enable trigger all")
                .update();
    }

    private String indices() {
        return writeSide
                .sql()
                .sql("select string_agg(global_index::text, ',' order by global_index) from events.domain_event")
                .query(String.class)
                .single();
    }
}
