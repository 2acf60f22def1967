package dev.edict.audit.ingest;

import dev.edict.audit.event.DeadLetterReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** What this node took from the stream, and what is left there. */
@Component
class IngestMeters {

    private final Counter added;
    private final Counter repeated;
    private final Counter missing;
    private final Map<DeadLetterReason, Counter> deadLetters = new EnumMap<>(DeadLetterReason.class);
    private volatile Backlog backlog = Backlog.UNKNOWN;

    IngestMeters(MeterRegistry meters) {
        this.added = taken(meters, "added");
        this.repeated = taken(meters, "repeated");
        this.missing = taken(meters, "missing");
        for (var reason : DeadLetterReason.values()) {
            deadLetters.put(
                    reason,
                    Counter.builder("edict.audit.ingest.dead.letters")
                            .description("Entries that this node set aside, by reason")
                            .tag("reason", reason.code())
                            .register(meters));
        }
        Gauge.builder("edict.audit.ingest.lag", this, own -> own.backlog.lag())
                .description("Entries of the stream that no node has read yet; NaN while Redis does not tell")
                .register(meters);
        Gauge.builder("edict.audit.ingest.pending", this, own -> own.backlog.pending())
                .description("Entries that a node has read and not stored yet; NaN while Redis does not tell")
                .register(meters);
        Gauge.builder("edict.audit.ingest.oldest.pending.seconds", this, own -> own.backlog.oldestPendingSeconds())
                .description("How long ago the oldest of them came; NaN while Redis does not tell")
                .register(meters);
    }

    private static Counter taken(MeterRegistry meters, String outcome) {
        return Counter.builder("edict.audit.ingest.events")
                .description(
                        "Entries that this node took: new events, known ones, and entries that were removed unread")
                .tag("outcome", outcome)
                .register(meters);
    }

    void taken(int newEvents, int knownEvents) {
        added.increment(newEvents);
        repeated.increment(knownEvents);
    }

    /** Entries that were removed from the stream before they were stored. */
    void missing(int entries) {
        missing.increment(entries);
    }

    void deadLetter(DeadLetterReason reason) {
        Objects.requireNonNull(deadLetters.get(reason)).increment();
    }

    /** How many entries this node set aside since it started. */
    long deadLetters() {
        return (long) deadLetters.values().stream().mapToDouble(Counter::count).sum();
    }

    void measured(Backlog found) {
        backlog = found;
    }

    Backlog backlog() {
        return backlog;
    }
}
