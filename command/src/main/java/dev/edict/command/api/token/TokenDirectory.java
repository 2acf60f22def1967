package dev.edict.command.api.token;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Recognises the holders of minted tokens, and notes that they were seen. */
public interface TokenDirectory {

    /** The token with this lower-case hex SHA-256, unless it is unknown, expired or revoked, on whichever node. */
    Optional<KnownToken> find(String sha256);

    /**
     * A token that is good.
     *
     * @param zoneId the one zone it is good for; null for all
     */
    record KnownToken(String tokenId, String name, Capability capability, @Nullable String zoneId) {}
}
