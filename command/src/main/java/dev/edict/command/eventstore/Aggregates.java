package dev.edict.command.eventstore;

import org.axonframework.config.AggregateConfigurer;
import org.axonframework.eventsourcing.EventCountSnapshotTriggerDefinition;

/** How aggregates come out of the log: of the events of their own type, because an id may name something else. */
public final class Aggregates {

    private Aggregates() {}

    /** The configuration of an aggregate of this class, which is a {@link SnapshotState}. */
    public static <A> AggregateConfigurer<A> of(Class<A> aggregate) {
        return AggregateConfigurer.defaultConfiguration(aggregate)
                .configureFilterEventsByType(c -> true)
                // Not the snapshotter itself: it needs all aggregates, and some need the repository of this one.
                .configureSnapshotTrigger(c -> new EventCountSnapshotTriggerDefinition(
                        (type, id) -> c.snapshotter().scheduleSnapshot(type, id), Snapshots.EVERY))
                .configureCache(c -> c.getComponent(AggregateCache.class).of(aggregate.getSimpleName()));
    }
}
