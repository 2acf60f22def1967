package dev.edict.command.deployment;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.edict.command.api.DomainEvent;
import dev.edict.command.api.deployment.DecisionPointDismissed;
import dev.edict.command.api.deployment.DismissDecisionPoint;
import dev.edict.command.eventstore.Notes;
import dev.edict.command.eventstore.SnapshotState;
import dev.edict.command.eventstore.Snapshots;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.serialization.Revision;
import org.axonframework.spring.stereotype.Aggregate;

/** The dismissals of a decision point; its reports are observations and not events. */
@Aggregate(cache = "decisionPointCache", snapshotTriggerDefinition = Snapshots.TRIGGER)
@SnapshotState
@Revision("1")
class DecisionPoint {

    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // read by Axon
    private String dismissalsId;

    private long dismissed;

    protected DecisionPoint() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(DismissDecisionPoint command, Notes notes) {
        if (command.incarnation() > dismissed) {
            apply(new DecisionPointDismissed(
                    DomainEvent.EVERY_ZONE,
                    command.decisionPointId(),
                    command.incarnation(),
                    notes.keep(command.reason())));
        }
    }

    @EventSourcingHandler
    void on(DecisionPointDismissed event) {
        dismissalsId = DismissDecisionPoint.idOf(event.decisionPointId());
        dismissed = event.incarnation();
    }
}
