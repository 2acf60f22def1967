package dev.edict.command.deployment;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.edict.command.api.deployment.DeploymentCanariesFailed;
import dev.edict.command.api.deployment.DeploymentCanariesPassed;
import dev.edict.command.api.deployment.DeploymentEvent;
import dev.edict.command.api.deployment.DeploymentOverdue;
import dev.edict.command.api.deployment.DeploymentPropagated;
import dev.edict.command.api.deployment.DeploymentRecords;
import dev.edict.command.api.deployment.DeploymentVerificationFailed;
import dev.edict.command.api.deployment.DeploymentVerified;
import dev.edict.command.api.deployment.RecordCanariesFailed;
import dev.edict.command.api.deployment.RecordCanariesPassed;
import dev.edict.command.api.deployment.RecordOverdue;
import dev.edict.command.api.deployment.RecordPropagated;
import dev.edict.command.api.deployment.RecordVerificationFailed;
import dev.edict.command.api.deployment.RecordVerified;
import dev.edict.command.eventstore.SnapshotState;
import dev.edict.command.eventstore.Snapshots;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.serialization.Revision;
import org.axonframework.spring.stereotype.Aggregate;

/** What became of one activation. Several nodes see it, and the first one records it. */
@Aggregate(cache = "deploymentCache", snapshotTriggerDefinition = Snapshots.TRIGGER)
@SnapshotState
@Revision("2")
class Deployment {

    private static final int MOST_NAMED = 10;

    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // read by Axon
    private String deploymentId;

    private boolean propagated;
    private boolean overdue;
    private boolean canariesPassed;
    private boolean canariesFailed;
    private boolean verificationDecided;

    protected Deployment() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(RecordPropagated command) {
        if (!propagated) {
            apply(new DeploymentPropagated(
                    command.zoneId(),
                    command.activationSeq(),
                    command.decisionPoints(),
                    command.loaded(),
                    command.tookMillis()));
        }
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(RecordOverdue command) {
        if (!overdue && !propagated) {
            apply(new DeploymentOverdue(
                    command.zoneId(),
                    command.activationSeq(),
                    command.awaited().stream().limit(MOST_NAMED).toList(),
                    command.awaited().size(),
                    command.decisionPoints(),
                    command.afterMillis()));
        }
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(RecordCanariesPassed command) {
        if (!canariesPassed && !canariesFailed) {
            apply(new DeploymentCanariesPassed(
                    command.zoneId(),
                    command.activationSeq(),
                    command.decisionPoints(),
                    command.canaries(),
                    command.notVerifiable(),
                    command.tookMillis()));
        }
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(RecordCanariesFailed command) {
        if (!canariesFailed) {
            apply(new DeploymentCanariesFailed(
                    command.zoneId(),
                    command.activationSeq(),
                    command.failing().stream().limit(MOST_NAMED).toList(),
                    command.failed(),
                    command.awaited().stream().limit(MOST_NAMED).toList(),
                    command.awaited().size(),
                    command.afterMillis()));
        }
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(RecordVerified command) {
        if (!verificationDecided) {
            apply(new DeploymentVerified(
                    command.zoneId(),
                    command.activationSeq(),
                    command.passed(),
                    command.notVerifiable(),
                    command.afterMillis()));
        }
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(RecordVerificationFailed command) {
        if (!verificationDecided) {
            apply(new DeploymentVerificationFailed(
                    command.zoneId(),
                    command.activationSeq(),
                    command.failed(),
                    command.explanation(),
                    command.afterMillis()));
        }
    }

    @EventSourcingHandler
    void on(DeploymentPropagated event) {
        identify(event);
        propagated = true;
    }

    @EventSourcingHandler
    void on(DeploymentOverdue event) {
        identify(event);
        overdue = true;
    }

    @EventSourcingHandler
    void on(DeploymentCanariesPassed event) {
        identify(event);
        canariesPassed = true;
    }

    @EventSourcingHandler
    void on(DeploymentCanariesFailed event) {
        identify(event);
        canariesFailed = true;
    }

    @EventSourcingHandler
    void on(DeploymentVerified event) {
        identify(event);
        verificationDecided = true;
    }

    @EventSourcingHandler
    void on(DeploymentVerificationFailed event) {
        identify(event);
        verificationDecided = true;
    }

    private void identify(DeploymentEvent event) {
        deploymentId = DeploymentRecords.idOf(event.zoneId(), event.activationSeq());
    }
}
