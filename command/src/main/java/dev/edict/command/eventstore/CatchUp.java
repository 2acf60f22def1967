package dev.edict.command.eventstore;

import java.util.function.Supplier;
import org.axonframework.eventsourcing.AggregateCacheEntry;
import org.axonframework.eventsourcing.NoSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;

/** Applies the events that were appended after an aggregate was cached. */
final class CatchUp {

    private final Supplier<EventStorageEngine> log;

    CatchUp(Supplier<EventStorageEngine> log) {
        this.log = log;
    }

    /**
     * Applies the newer events.
     *
     * @param entry the value that the repository put into the cache
     * @param eventId identifier of the last event that the aggregate has applied
     * @return false if the log has another event at that position, so that the cached state is invalid; also if the
     *     state is so far behind that loading a snapshot is faster
     */
    boolean apply(Object entry, String aggregateId, long sequence, String eventId) {
        try {
            return catchUp((AggregateCacheEntry<?>) entry, aggregateId, sequence, eventId);
        } catch (SnapshotRebuilding tooFar) {
            return false;
        }
    }

    private boolean catchUp(AggregateCacheEntry<?> entry, String aggregateId, long sequence, String eventId) {
        var events = log.get().readEvents(aggregateId, sequence);
        if (!events.hasNext() || !events.next().getIdentifier().equals(eventId)) {
            return false;
        }
        if (events.hasNext()) {
            entry.recreateAggregate(null, null, NoSnapshotTriggerDefinition.INSTANCE)
                    .initializeState(events);
        }
        return true;
    }
}
