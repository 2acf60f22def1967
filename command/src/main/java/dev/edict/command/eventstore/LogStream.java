package dev.edict.command.eventstore;

import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.jspecify.annotations.Nullable;

/**
 * Reads the log from a position in batches; for one thread. Without a notification it polls rarely, because a processor
 * asks far more often than events are appended.
 */
final class LogStream implements BlockingStream<TrackedEventMessage<?>> {

    private static final Duration QUIET = Duration.ofMillis(500);

    private final EventStorageEngine engine;
    private final Consumer<LogStream> onClose;
    private final Semaphore wakeUps = new Semaphore(0);
    private volatile boolean stale = true;
    private volatile Runnable callback = () -> {};
    private @Nullable TrackingToken position;
    private Iterator<? extends TrackedEventMessage<?>> batch = Collections.emptyIterator();
    private @Nullable TrackedEventMessage<?> next;
    private long lookedAt;

    LogStream(EventStorageEngine engine, @Nullable TrackingToken position, Consumer<LogStream> onClose) {
        this.engine = engine;
        this.position = position;
        this.onClose = onClose;
    }

    void wake() {
        stale = true;
        wakeUps.release();
        callback.run();
    }

    @Override
    public Optional<TrackedEventMessage<?>> peek() {
        return Optional.ofNullable(look());
    }

    @Override
    public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
        var deadline = System.nanoTime() + unit.toNanos(timeout);
        while (look() == null) {
            var left = Math.min(deadline - System.nanoTime(), QUIET.toNanos());
            if (left <= 0) {
                return false;
            }
            if (wakeUps.tryAcquire(left, TimeUnit.NANOSECONDS)) {
                wakeUps.drainPermits();
            }
        }
        return true;
    }

    @Override
    public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
        var event = look();
        while (event == null) {
            event = hasNextAvailable(Integer.MAX_VALUE, TimeUnit.MILLISECONDS) ? look() : null;
        }
        next = null;
        return event;
    }

    @Override
    public boolean setOnAvailableCallback(Runnable callback) {
        this.callback = callback;
        return true;
    }

    @Override
    public void close() {
        onClose.accept(this);
    }

    private @Nullable TrackedEventMessage<?> look() {
        if (next == null && !batch.hasNext() && isWorthReading()) {
            // Reset before the read, which may miss concurrent appends.
            stale = false;
            lookedAt = System.nanoTime();
            batch = engine.readEvents(position, false).iterator();
        }
        if (next == null && batch.hasNext()) {
            next = batch.next();
            position = next.trackingToken();
        }
        return next;
    }

    private boolean isWorthReading() {
        return stale || System.nanoTime() - lookedAt >= QUIET.toNanos();
    }
}
