package dev.edict.audit.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Takes batches from the stream, stores them, and only then acknowledges them; confined to one thread. */
final class IngestWorker {

    private static final Duration AT_ONCE = Duration.ZERO;
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

    private final Supplier<ConsumerGroup> connection;
    private final EventIntake intake;
    private final IngestMeters meters;
    private final Duration claimEvery;
    private @Nullable ConsumerGroup group;
    private boolean unfinished;
    private long claimedAt;
    private long lookedAt;

    /** @param claimEvery how long after one search for entries of dead consumers the next one is due */
    IngestWorker(Supplier<ConsumerGroup> connection, EventIntake intake, IngestMeters meters, Duration claimEvery) {
        this.connection = connection;
        this.intake = intake;
        this.meters = meters;
        this.claimEvery = claimEvery;
        this.claimedAt = System.nanoTime();
        this.lookedAt = System.nanoTime() - LOOK_EVERY.toNanos();
    }

    /** Takes one batch, if there is one within half a second; returns how long to pause. */
    Duration round() {
        var current = group == null ? connection.get() : group;
        group = current;
        // After a failure it is unknown what of the last batch was stored and acknowledged.
        unfinished |= current.open();
        look(current);
        claim(current);
        var entries = unfinished ? current.unfinished() : current.next();
        if (entries.isEmpty()) {
            unfinished = false;
            return AT_ONCE;
        }
        store(entries);
        current.acknowledge(entries);
        return AT_ONCE;
    }

    private void store(List<StreamEntry> entries) {
        var there = entries.stream()
                .filter(entry -> !entry.fields().equals(Map.of()))
                .toList();
        try {
            intake.take(there);
        } catch (RuntimeException e) {
            unfinished = true;
            throw e;
        }
        meters.missing(entries.size() - there.size());
    }

    /** As long as there is more to claim, the next search follows once all of this is stored. */
    private void claim(ConsumerGroup current) {
        if (!unfinished && System.nanoTime() - claimedAt >= claimEvery.toNanos()) {
            current.removeGoneConsumers();
            unfinished = current.claim() > 0;
            claimedAt = unfinished ? claimedAt : System.nanoTime();
        }
    }

    private void look(ConsumerGroup current) {
        if (System.nanoTime() - lookedAt >= LOOK_EVERY.toNanos()) {
            lookedAt = System.nanoTime();
            meters.measured(current.backlog(Instant.now()));
        }
    }

    void close() {
        if (group != null) {
            group.close();
        }
    }
}
