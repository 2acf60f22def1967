package dev.edict.command.api.catalogue;

import dev.edict.command.api.AggregateCommand;
import dev.edict.command.api.Rejection;

/** A command to the catalogue of a zone. */
public sealed interface CatalogueCommand extends AggregateCommand permits ReplaceCatalogue {

    String zoneId();

    @Override
    default Rejection.Reason notFound() {
        return Rejection.Reason.ZONE_NOT_FOUND;
    }

    /** The id of the stream of a zone's catalogue. It contains a slash, which no zone id may contain. */
    static String idOf(String zoneId) {
        return "catalogue/" + zoneId;
    }
}
