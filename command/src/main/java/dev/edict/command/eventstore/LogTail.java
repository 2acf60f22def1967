package dev.edict.command.eventstore;

import dev.edict.command.api.EventsAppended;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;

/**
 * The log as an event source for streaming processors. An append by any node wakes them. Events appended in quick
 * succession arrive together, because a batch costs little more than one event.
 */
final class LogTail implements StreamableMessageSource<TrackedEventMessage<?>> {

    private static final int GATHERING_MILLIS = 20;

    private final EventStorageEngine engine;
    private final Set<LogStream> open = new CopyOnWriteArraySet<>();
    private final Executor later = CompletableFuture.delayedExecutor(GATHERING_MILLIS, TimeUnit.MILLISECONDS);
    private final AtomicBoolean gathering = new AtomicBoolean();

    LogTail(EventStorageEngine engine) {
        this.engine = engine;
    }

    @Override
    public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken position) {
        var stream = new LogStream(engine, position, open::remove);
        open.add(stream);
        return stream;
    }

    @EventListener
    void on(EventsAppended appended) {
        if (gathering.compareAndSet(false, true)) {
            later.execute(this::wake);
        }
    }

    private void wake() {
        gathering.set(false);
        open.forEach(LogStream::wake);
    }

    @Override
    public TrackingToken createTailToken() {
        return engine.createTailToken();
    }

    @Override
    public TrackingToken createHeadToken() {
        return engine.createHeadToken();
    }

    @Override
    public TrackingToken createTokenAt(Instant time) {
        return engine.createTokenAt(time);
    }
}
