package dev.edict.command.api.zone;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The properties of a zone that decide who may access it, beyond the token. */
public interface ZoneDirectory {

    /** The metadata key of {@link ZoneRegistered} for the console account that owns the zone. */
    String ACCOUNT = "account";

    Optional<KnownZone> find(String zoneId);

    /**
     * A zone, live or archived.
     *
     * @param account the console account that owns it; null for none
     * @param reserved whether it belongs to the installation itself
     */
    record KnownZone(@Nullable String account, boolean reserved) {}
}
