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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/** Reads the log in batches, one batch ahead and on a thread of its own. */
final class LogReader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LogReader.class);

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
                    .<TrackedEventMessage<?>>map(LogReader::deserialized)
                    .toList();
        }
    }

    /** An event keeps what is deserialized here, beside the handling of the batch before. */
    private static TrackedEventMessage<?> deserialized(TrackedEventMessage<?> event) {
        try {
            event.getPayload();
            event.getMetaData();
        } catch (SerializationException e) {
            LOG.debug("Event {} cannot be read; its handling fails and says so", event.getIdentifier(), e);
        }
        return event;
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
