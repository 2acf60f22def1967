package dev.edict.command.api.canary;

import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Removes a canary of a zone. */
public record RemoveCanary(@TargetAggregateIdentifier String canariesId, String zoneId, String name)
        implements CanaryCommand {

    public RemoveCanary(String zoneId, String name) {
        this(CanaryCommand.idOf(zoneId), zoneId, name);
    }
}
