package dev.edict.command.api.token;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Let the holder of a new secret in.
 *
 * @param zoneId the one zone it is good for; null for all
 * @param sha256 lower-case hex SHA-256 of the secret, which is never stored
 * @param expiresAt null for when the minter's token ends
 * @param minterId the minted token that its minter uses; null for a secret of the installation, which never ends
 */
public record MintAdminToken(
        String tokenId,
        String name,
        @Nullable String zoneId,
        Capability capability,
        String sha256,
        @Nullable Instant expiresAt,
        @Nullable String minterId) {}
