package dev.edict.command.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Two units of work that overlap stand for a command whose session lost the lock, and the one that got it next. */
class AggregateCacheTest {

    private final AggregateCache cache = new AggregateCache();

    @Test
    void an_aggregate_is_found_again_while_this_node_appended_the_head() {
        var first = command(7, "e7");
        leaves(first, "z1", "state 8", "e8");

        assertThat(taken(command(8, "e8"), "z1")).isEqualTo("state 8");
    }

    @Test
    void everything_is_forgotten_once_another_node_has_appended() {
        var first = command(7, "e7");
        leaves(first, "z1", "state 8", "e8");

        assertThat(taken(command(9, "e9 of another node"), "z1")).isNull();
    }

    @Test
    void an_event_that_took_the_place_of_a_lost_one_is_another_head() {
        var lost = command(7, "e7");
        leaves(lost, "z1", "state that was never committed", "e8");

        assertThat(taken(command(8, "another e8"), "z1")).isNull();
    }

    @Test
    void what_a_command_took_out_and_did_not_leave_is_gone() {
        leaves(command(7, "e7"), "z1", "state 8", "e8");
        var refused = command(8, "e8");
        assertThat(taken(refused, "z1")).isEqualTo("state 8");

        assertThat(taken(command(8, "e8"), "z1")).isNull();
    }

    @Test
    void what_a_command_leaves_is_nobodys_before_its_append() {
        var first = command(7, "e7");
        put(first, "z1", "half-made");

        assertThat(taken(command(7, "e7"), "z1")).isNull();
    }

    @Test
    void a_command_accepts_nothing_from_after_the_head_it_saw() {
        var zombie = command(7, "e7");
        var next = command(7, "e7");
        leaves(zombie, "z1", "state that was never committed", "e8");

        assertThat(taken(next, "z1")).isNull();
    }

    @Test
    void what_a_command_leaves_counts_only_if_nobody_left_anything_since_it_looked() {
        var zombie = command(7, "e7");
        var next = command(7, "e7");
        leaves(next, "z2", "state of z2", "e8");
        leaves(zombie, "z1", "state that was never committed", "another e8");

        var later = command(8, "e8");
        assertThat(taken(later, "z1")).isNull();
        assertThat(taken(later, "z2")).isNull();
    }

    private UnitOfWork<?> command(long head, String headEventId) {
        var unitOfWork = DefaultUnitOfWork.startAndGet(new GenericCommandMessage<>("a command"));
        cache.holdAgainst(head, headEventId, unitOfWork);
        suspend(unitOfWork);
        return unitOfWork;
    }

    private void put(UnitOfWork<?> command, String key, String aggregate) {
        in(command, () -> cache.put(key, aggregate));
    }

    private void leaves(UnitOfWork<?> command, String key, String aggregate, String eventId) {
        put(command, key, aggregate);
        in(command, () -> cache.advance(1, eventId));
    }

    private @Nullable Object taken(UnitOfWork<?> command, String key) {
        var taken = new Object[1];
        in(command, () -> taken[0] = cache.get(key));
        return taken[0];
    }

    private static void in(UnitOfWork<?> command, Runnable work) {
        CurrentUnitOfWork.set(command);
        try {
            work.run();
        } finally {
            suspend(command);
        }
    }

    private static void suspend(UnitOfWork<?> command) {
        CurrentUnitOfWork.clear(command);
    }
}
