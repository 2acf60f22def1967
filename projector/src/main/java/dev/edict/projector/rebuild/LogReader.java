package dev.edict.projector.rebuild;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.serialization.SerializationException;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/** Reads the log in batches, one batch ahead and on a thread of its own. */
final class LogReader implements AutoCloseable {

    private final EventStorageEngine log;
    private final ExecutorService reading = Executors.newSingleThreadExecutor(threads());
    private @Nullable TrackingToken position;
    private @Nullable CompletableFuture<List<TrackedEventMessage<?>>> ahead;

    /** @param after index of the last event that is left out; 0 for none */
    LogReader(EventStorageEngine log, long after) {
        this.log = log;
        this.position = after == 0 ? null : GapAwareTrackingToken.newInstance(after, List.of());
    }

    private static CustomizableThreadFactory threads() {
        var threads = new CustomizableThreadFactory("rebuild-log-reader-");
        threads.setDaemon(true);
        return threads;
    }

    /** The next events, at most this many; fewer at the head of the log. */
    List<TrackedEventMessage<?>> next(int atMost) {
        var read = ahead == null ? read(position, atMost) : join(ahead);
        var batch = read.size() > atMost ? read.subList(0, atMost) : read;
        ahead = null;
        if (!batch.isEmpty()) {
            position = batch.get(batch.size() - 1).trackingToken();
        }
        if (batch.size() == atMost) {
            var from = position;
            ahead = CompletableFuture.supplyAsync(() -> read(from, atMost), reading);
        }
        return batch;
    }

    private List<TrackedEventMessage<?>> read(@Nullable TrackingToken from, int atMost) {
        try (var events = log.readEvents(from, false)) {
            return events.limit(atMost)
                    .peek(LogReader::deserialize)
                    .<TrackedEventMessage<?>>map(event -> event)
                    .toList();
        }
    }

    /** Costs as much as the handling of the event, which it does not delay here. */
    private static void deserialize(TrackedEventMessage<?> event) {
        try {
            event.getPayload();
            event.getMetaData();
        } catch (SerializationException e) {
            // The handling of the event fails in the same way, and says which event it is.
            return;
        }
    }

    private static List<TrackedEventMessage<?>> join(CompletableFuture<List<TrackedEventMessage<?>>> batch) {
        try {
            return batch.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    @Override
    public void close() {
        reading.shutdownNow();
    }
}
