package dev.edict.command.catalogue;

import static dev.edict.command.api.Rejection.Reason.ZONE_NOT_FOUND;
import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.edict.command.api.Precondition;
import dev.edict.command.api.catalogue.CatalogueCommand;
import dev.edict.command.api.catalogue.CatalogueReplaced;
import dev.edict.command.api.catalogue.ReplaceCatalogue;
import dev.edict.command.content.Contents;
import dev.edict.command.eventstore.SnapshotState;
import dev.edict.command.eventstore.Snapshots;
import dev.edict.command.zone.directory.KnownZones;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.serialization.Revision;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/** The catalogue of a zone: its version and which text it is. */
@Aggregate(cache = "catalogueCache", snapshotTriggerDefinition = Snapshots.TRIGGER)
@SnapshotState
@Revision("1")
class Catalogue {

    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // read by Axon
    private String catalogueId;

    private long catalogueVersion;
    private String contentSha256 = "";

    protected Catalogue() {}

    /** The same catalogue again appends no event, so that a periodic client does not fill the log. */
    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(
            ReplaceCatalogue command,
            KnownZones zones,
            Contents contents,
            @MetaDataValue(Precondition.KEY) @Nullable Precondition expected) {
        if (!zones.exists(command.zoneId())) {
            throw ZONE_NOT_FOUND.because("no zone %s", command.zoneId());
        }
        Precondition.require(expected, "k" + catalogueVersion);
        if (command.contentSha256().equals(contentSha256)) {
            return;
        }
        apply(new CatalogueReplaced(
                command.zoneId(),
                catalogueVersion + 1,
                contents.keep(command.content()),
                command.contentLength(),
                command.applications(),
                command.resources(),
                command.terms()));
    }

    @EventSourcingHandler
    void on(CatalogueReplaced event) {
        catalogueId = CatalogueCommand.idOf(event.zoneId());
        catalogueVersion = event.catalogueVersion();
        contentSha256 = event.contentSha256();
    }
}
