package dev.edict.command.retention;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.edict.command.api.DomainEvent;
import dev.edict.command.api.retention.AuditRetentionChanged;
import dev.edict.command.api.retention.ChangeAuditRetention;
import dev.edict.command.eventstore.SnapshotState;
import dev.edict.command.eventstore.Snapshots;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.serialization.Revision;
import org.axonframework.spring.stereotype.Aggregate;

/** The retention of decision audit events. */
@Aggregate(cache = "auditRetentionCache", snapshotTriggerDefinition = Snapshots.TRIGGER)
@SnapshotState
@Revision("1")
class AuditRetention {

    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // read by Axon
    private String retentionId;

    protected AuditRetention() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(ChangeAuditRetention command) {
        apply(new AuditRetentionChanged(DomainEvent.EVERY_ZONE, command.days()));
    }

    @EventSourcingHandler
    void on(AuditRetentionChanged event) {
        retentionId = ChangeAuditRetention.ID;
    }
}
