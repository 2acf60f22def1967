package dev.edict.command.token;

import java.time.Instant;
import java.util.Optional;

/** When tokens end. */
@FunctionalInterface
interface Expiries {

    /** Empty for one that does not. */
    Optional<Instant> expiryOf(String tokenId);
}
