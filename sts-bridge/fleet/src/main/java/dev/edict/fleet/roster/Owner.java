package dev.edict.fleet.roster;

import dev.edict.command.api.Caller;
import org.jspecify.annotations.Nullable;

/**
 * The token that decision points report with.
 *
 * @param name e.g. {@code admin:bootstrap}
 * @param zoneId the only zone of the token; null for all zones
 */
public record Owner(String name, @Nullable String zoneId) {

    public static Owner of(Caller caller) {
        return new Owner(caller.getName(), caller.zoneId());
    }
}
