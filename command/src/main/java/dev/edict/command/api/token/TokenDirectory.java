package dev.edict.command.api.token;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Authenticates the holders of minted tokens and records the last use. */
public interface TokenDirectory {

    /** The token with this lower-case hex SHA-256; empty if it is unknown, expired, or revoked on any node. */
    Optional<KnownToken> find(String sha256);

    /**
     * A valid token.
     *
     * @param zoneId the only zone that it is valid for; null for all zones
     */
    record KnownToken(String tokenId, String name, Capability capability, @Nullable String zoneId) {}
}
