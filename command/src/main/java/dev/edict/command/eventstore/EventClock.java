package dev.edict.command.eventstore;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.axonframework.eventhandling.GenericEventMessage;
import org.jspecify.annotations.Nullable;

/** The clock of events: the current time in microseconds, or the time that this thread has set for imported events. */
final class EventClock extends Clock {

    private static final ThreadLocal<@Nullable Instant> PAST = new ThreadLocal<>();

    private final Clock present;

    private EventClock(Clock present) {
        this.present = present;
    }

    /** Installs the clock for all events; Axon keeps it in a static field. */
    static void install() {
        GenericEventMessage.clock = new EventClock(Clock.tick(Clock.systemUTC(), Duration.ofNanos(1_000)));
    }

    /** Events applied by {@code apply} get this time. */
    static void at(Instant past, Runnable apply) {
        PAST.set(past);
        try {
            apply.run();
        } finally {
            PAST.remove();
        }
    }

    @Override
    public Instant instant() {
        var past = PAST.get();
        return past == null ? present.instant() : past;
    }

    @Override
    public ZoneId getZone() {
        return present.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new EventClock(present.withZone(zone));
    }
}
