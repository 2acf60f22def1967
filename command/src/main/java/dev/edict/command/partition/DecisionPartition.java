package dev.edict.command.partition;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.edict.command.api.partition.DecisionPartitionRecords;
import dev.edict.command.api.partition.DecisionPartitionSealed;
import dev.edict.command.api.partition.SealDecisionPartition;
import dev.edict.command.eventstore.SnapshotState;
import dev.edict.command.eventstore.Snapshots;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.serialization.Revision;
import org.axonframework.spring.stereotype.Aggregate;

/** The decisions of a zone in a month. Several nodes may seal them, and the first one records it. */
@Aggregate(cache = "decisionPartitionCache", snapshotTriggerDefinition = Snapshots.TRIGGER)
@SnapshotState
@Revision("1")
class DecisionPartition {

    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // read by Axon
    private String partitionId;

    private boolean sealed;

    protected DecisionPartition() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(SealDecisionPartition command) {
        if (!sealed) {
            apply(new DecisionPartitionSealed(
                    command.zoneId(),
                    command.month(),
                    command.decisions(),
                    command.allowed(),
                    command.denied(),
                    command.others(),
                    command.firstAt(),
                    command.lastAt(),
                    command.digest()));
        }
    }

    @EventSourcingHandler
    void on(DecisionPartitionSealed event) {
        partitionId = DecisionPartitionRecords.idOf(event.zoneId(), event.month());
        sealed = true;
    }
}
