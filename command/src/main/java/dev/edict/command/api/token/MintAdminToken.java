package dev.edict.command.api.token;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Mints an admin token.
 *
 * @param zoneId the only zone that it is valid for; null for all zones
 * @param sha256 lower-case hex SHA-256 of the secret, which is never stored
 * @param expiresAt null for the expiry of the minter's token
 * @param minterId the minted token that the minter uses; null for a secret of the installation, which never expires
 */
public record MintAdminToken(
        String tokenId,
        String name,
        @Nullable String zoneId,
        Capability capability,
        String sha256,
        @Nullable Instant expiresAt,
        @Nullable String minterId) {}
