package dev.edict.command.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.axonframework.eventhandling.GenericEventMessage;
import org.junit.jupiter.api.Test;

class EventClockTest {

    private static final Instant PAST = Instant.parse("2024-02-03T04:05:06.000007Z");

    @Test
    void an_imported_event_has_its_own_time_and_the_next_one_the_current_time() {
        EventClock.install();
        var times = new ArrayList<Instant>();
        EventClock.at(PAST, () -> times.add(time()));
        times.add(time());
        assertThat(times.get(0)).isEqualTo(PAST);
        assertThat(times.get(1)).isCloseTo(Instant.now(), Assertions.within(Duration.ofMinutes(1)));
        assertThat(times.get(1)).isEqualTo(times.get(1).truncatedTo(ChronoUnit.MICROS));
    }

    @Test
    void a_failure_resets_the_time_and_other_threads_are_unaffected() {
        EventClock.install();
        var elsewhere = new ArrayList<Instant>();
        assertThatThrownBy(() -> EventClock.at(PAST, () -> {
                    var other = new Thread(() -> elsewhere.add(time()));
                    other.start();
                    join(other);
                    throw new IllegalArgumentException("refused");
                }))
                .hasMessage("refused");
        assertThat(List.of(time(), elsewhere.get(0))).allMatch(PAST.plusSeconds(1)::isBefore);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Instant time() {
        return GenericEventMessage.clock.instant();
    }
}
