package dev.edict.command.api.suite;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Defines a suite of a zone, or replaces the one of this name.
 *
 * @param content the cases as JSON, with inputs in the normal form that engines evaluate
 * @param cases how many there are
 */
public record DefineSuite(
        @TargetAggregateIdentifier String suitesId,
        String zoneId,
        String name,
        @Nullable String description,
        String content,
        int cases)
        implements SuiteCommand {

    public DefineSuite(String zoneId, String name, @Nullable String description, String content, int cases) {
        this(SuiteCommand.idOf(zoneId), zoneId, name, description, content, cases);
    }
}
