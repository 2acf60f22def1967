package dev.edict.command.stream;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.edict.command.api.DomainEvent;
import dev.edict.command.api.stream.InvalidationStreamResynchronised;
import dev.edict.command.api.stream.RecordResynchronisation;
import dev.edict.command.eventstore.SnapshotState;
import dev.edict.command.eventstore.Snapshots;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.serialization.Revision;
import org.axonframework.spring.stereotype.Aggregate;

/** The stream of invalidations: each loss of Redis is recorded once, whichever nodes report it. */
@Aggregate(cache = "invalidationStreamCache", snapshotTriggerDefinition = Snapshots.TRIGGER)
@SnapshotState
@Revision("1")
class InvalidationStream {

    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // read by Axon
    private String streamId;

    private long incarnation;

    protected InvalidationStream() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(RecordResynchronisation command) {
        if (command.incarnation() > incarnation) {
            apply(new InvalidationStreamResynchronised(
                    DomainEvent.EVERY_ZONE,
                    command.stream(),
                    command.incarnation(),
                    command.reasons(),
                    command.zones()));
        }
    }

    @EventSourcingHandler
    void on(InvalidationStreamResynchronised event) {
        streamId = RecordResynchronisation.idOf(event.stream());
        incarnation = event.incarnation();
    }
}
