package dev.edict.projector.rebuild;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.jspecify.annotations.Nullable;

/** Reads a log with alterations, to show that a comparison detects them. */
final class Altered implements EventStorageEngine {

    private final EventStorageEngine log;
    private final Function<Stream<TrackedEventMessage<?>>, Stream<? extends TrackedEventMessage<?>>> change;

    Altered(
            EventStorageEngine log,
            Function<Stream<TrackedEventMessage<?>>, Stream<? extends TrackedEventMessage<?>>> change) {
        this.log = log;
        this.change = change;
    }

    @Override
    public Stream<? extends TrackedEventMessage<?>> readEvents(@Nullable TrackingToken from, boolean mayBlock) {
        return change.apply(log.readEvents(from, mayBlock).map(event -> event));
    }

    @Override
    public void appendEvents(List<? extends EventMessage<?>> events) {
        log.appendEvents(events);
    }

    @Override
    public void storeSnapshot(DomainEventMessage<?> snapshot) {
        log.storeSnapshot(snapshot);
    }

    @Override
    public DomainEventStream readEvents(String aggregateId, long from) {
        return log.readEvents(aggregateId, from);
    }

    @Override
    public Optional<DomainEventMessage<?>> readSnapshot(String aggregateId) {
        return log.readSnapshot(aggregateId);
    }
}
