package dev.edict.command.token;

import java.time.Instant;
import java.util.Optional;

/** The expiry of tokens. */
@FunctionalInterface
interface Expiries {

    /** Empty for a token that does not expire. */
    Optional<Instant> expiryOf(String tokenId);
}
