package dev.edict.command.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.common.caching.Cache;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Two overlapping units of work simulate a command whose session lost the lock and the command that holds it next. */
class AggregateCacheTest {

    private static final class Zone {}

    private static final class Policy {}

    private final Map<String, String> log = new HashMap<>();
    private final AggregateCache cache = new AggregateCache(this::catchUp);
    private final Cache zones = cache.of(Zone.class);
    private int updates;

    /** Simulates the log: the position of each event in a stream. */
    private boolean catchUp(Object aggregate, String aggregateId, long sequence, String eventId) {
        updates++;
        return eventId.equals(log.get(aggregateId + "/" + sequence));
    }

    @Test
    void reuses_an_aggregate_while_this_node_appended_the_head() {
        var first = command(7, "e7");
        leaves(first, "z1", "state 8", "e8");

        assertThat(taken(command(8, "e8"), "z1")).isEqualTo("state 8");
        assertThat(updates).as("looks into the log").isZero();
    }

    @Test
    void once_another_node_has_appended_an_aggregate_catches_up_before_it_is_used() {
        leaves(command(7, "e7"), "z1", "state 8", "e8");
        log.put("z1/3", "e8");

        assertThat(taken(command(9, "e9 of another node"), "z1")).isEqualTo("state 8");
        assertThat(updates).isOne();
    }

    @Test
    void reloads_an_aggregate_whose_last_event_is_not_in_the_log() {
        leaves(command(7, "e7"), "z1", "state that was never committed", "e8");
        log.put("z1/3", "e8 of another node");

        assertThat(taken(command(8, "e8 of another node"), "z1")).isNull();
    }

    @Test
    void an_aggregate_left_before_another_node_appended_is_not_trusted_after_this_one_appended_again() {
        leaves(command(7, "e7"), "z1", "state 8", "e8");
        leaves(command(9, "e9 of another node"), "z2", "state 10", "e10");

        var next = command(10, "e10");
        assertThat(taken(next, "z2")).isEqualTo("state 10");
        assertThat(updates).isZero();
        assertThat(taken(next, "z1")).isNull();
        assertThat(updates).isOne();
    }

    @Test
    void an_event_that_took_the_place_of_a_lost_one_is_another_head() {
        var lost = command(7, "e7");
        leaves(lost, "z1", "state that was never committed", "e8");

        assertThat(taken(command(8, "another e8"), "z1")).isNull();
    }

    @Test
    void removes_an_aggregate_that_a_command_took_and_did_not_append_to() {
        leaves(command(7, "e7"), "z1", "state 8", "e8");
        var refused = command(8, "e8");
        assertThat(taken(refused, "z1")).isEqualTo("state 8");

        assertThat(taken(command(8, "e8"), "z1")).isNull();
    }

    @Test
    void caches_an_aggregate_only_after_the_append() {
        var first = command(7, "e7");
        put(first, "z1", "half-made");

        assertThat(taken(command(7, "e7"), "z1")).isNull();
    }

    @Test
    void ignores_states_newer_than_the_head_that_the_command_read() {
        var zombie = command(7, "e7");
        var next = command(7, "e7");
        leaves(zombie, "z1", "state that was never committed", "e8");

        assertThat(taken(next, "z1")).isNull();
    }

    @Test
    void caches_a_state_only_if_the_cache_is_unchanged_since_the_command_read_the_head() {
        var zombie = command(7, "e7");
        var next = command(7, "e7");
        leaves(next, "z2", "state of z2", "e8");
        leaves(zombie, "z1", "state that was never committed", "another e8");

        log.put("z2/3", "e8");
        var later = command(8, "e8");
        assertThat(taken(later, "z1")).isNull();
        assertThat(taken(later, "z2")).as("seen again in the log").isEqualTo("state of z2");
    }

    @Test
    void does_not_return_an_aggregate_of_another_type_and_keeps_it() {
        leaves(command(7, "e7"), "z1", "state 8", "e8");
        var next = command(8, "e8");
        in(next, () -> assertThat(cache.of(Policy.class).<String, Object>get("z1"))
                .isNull());
        assertThat(taken(next, "z1")).isEqualTo("state 8");
    }

    private UnitOfWork<?> command(long head, String headEventId) {
        var unitOfWork = DefaultUnitOfWork.startAndGet(new GenericCommandMessage<>("a command"));
        cache.holdAgainst(head, headEventId, unitOfWork);
        suspend(unitOfWork);
        return unitOfWork;
    }

    private void put(UnitOfWork<?> command, String key, String aggregate) {
        in(command, () -> zones.put(key, aggregate));
    }

    private void leaves(UnitOfWork<?> command, String key, String aggregate, String eventId) {
        put(command, key, aggregate);
        var event = new GenericDomainEventMessage<>("Zone", key, 3, "an event", Map.of(), eventId, Instant.EPOCH);
        in(command, () -> cache.advance(List.of(event)));
    }

    private @Nullable Object taken(UnitOfWork<?> command, String key) {
        var taken = new Object[1];
        in(command, () -> taken[0] = zones.get(key));
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
