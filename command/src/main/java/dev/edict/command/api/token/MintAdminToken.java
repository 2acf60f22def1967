package dev.edict.command.api.token;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Let the holder of a new secret in.
 *
 * @param zoneId the one zone it is good for; null for all
 * @param sha256 lower-case hex SHA-256 of the secret, which is never stored
 * @param expiresAt null for never
 */
public record MintAdminToken(
        String tokenId,
        String name,
        @Nullable String zoneId,
        Capability capability,
        String sha256,
        @Nullable Instant expiresAt) {}
