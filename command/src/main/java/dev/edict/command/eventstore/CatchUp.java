package dev.edict.command.eventstore;

import java.util.function.Supplier;
import org.axonframework.eventsourcing.AggregateCacheEntry;
import org.axonframework.eventsourcing.NoSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;

/** Brings an aggregate that was left at some event up to the log's state. */
final class CatchUp {

    private final Supplier<EventStorageEngine> log;

    CatchUp(Supplier<EventStorageEngine> log) {
        this.log = log;
    }

    /**
     * Applies what was appended since.
     *
     * @param entry as the repository put it into the cache
     * @param eventId identifier of the last event that the aggregate has seen
     * @return false if the log has another event in that place, and the aggregate never came to be; also if it is so far
     *     behind that a snapshot is nearer
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
