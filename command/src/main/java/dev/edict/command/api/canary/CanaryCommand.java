package dev.edict.command.api.canary;

import dev.edict.command.api.AggregateCommand;
import dev.edict.command.api.Rejection;

/** A command to the canaries of a zone. */
public sealed interface CanaryCommand extends AggregateCommand permits DefineCanary, RemoveCanary {

    String zoneId();

    @Override
    default Rejection.Reason notFound() {
        return Rejection.Reason.CANARY_NOT_FOUND;
    }

    /** The id of the stream of a zone's canaries. It contains a slash, which no zone id may contain. */
    static String idOf(String zoneId) {
        return "canaries/" + zoneId;
    }
}
