package dev.edict.command.api.zone;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the right to a zone depends on beyond the token. */
public interface ZoneDirectory {

    /** Where the metadata of {@link ZoneRegistered} names the console account that the zone belongs to. */
    String ACCOUNT = "account";

    Optional<KnownZone> find(String zoneId);

    /**
     * A zone, in use or not.
     *
     * @param account the console account that it belongs to; null for none
     * @param reserved whether it is the installation's own
     */
    record KnownZone(@Nullable String account, boolean reserved) {}
}
