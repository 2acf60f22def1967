package dev.edict.command.api.canary;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Defines a canary of a zone, or replaces the one of this name.
 *
 * @param input the policy input as JSON, in the normal form that engines evaluate
 * @param expect {@code allow} or {@code deny}
 * @param expectReason the deny reason that is expected; null if any will do
 */
public record DefineCanary(
        @TargetAggregateIdentifier String canariesId,
        String zoneId,
        String name,
        String input,
        String expect,
        @Nullable String expectReason)
        implements CanaryCommand {

    public DefineCanary(String zoneId, String name, String input, String expect, @Nullable String expectReason) {
        this(CanaryCommand.idOf(zoneId), zoneId, name, input, expect, expectReason);
    }
}
