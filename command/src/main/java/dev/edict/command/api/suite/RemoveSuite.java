package dev.edict.command.api.suite;

import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Removes a suite of a zone. */
public record RemoveSuite(@TargetAggregateIdentifier String suitesId, String zoneId, String name)
        implements SuiteCommand {

    public RemoveSuite(String zoneId, String name) {
        this(SuiteCommand.idOf(zoneId), zoneId, name);
    }
}
