package dev.edict.decisionpoint.audit;

import java.util.concurrent.CompletableFuture;

/**
 * An event in memory.
 *
 * @param sinceNanos when it was queued, by the monotonic clock
 * @param kept completes when Redis acknowledged it or the disk has it
 */
record QueuedEvent(SignedEvent event, long sinceNanos, CompletableFuture<Void> kept) {

    static QueuedEvent of(SignedEvent event) {
        return new QueuedEvent(event, System.nanoTime(), new CompletableFuture<>());
    }
}
