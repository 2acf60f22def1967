package dev.edict.decisionpoint.audit;

import java.util.concurrent.CompletableFuture;

/**
 * An event in memory.
 *
 * @param sinceNanos when it was queued, by the monotonic clock
 * @param kept completes when Redis acknowledged it or the disk has it
 */
record QueuedEntry(SignedEntry event, long sinceNanos, CompletableFuture<Void> kept) {

    static QueuedEntry of(SignedEntry event) {
        return new QueuedEntry(event, System.nanoTime(), new CompletableFuture<>());
    }
}
