package dev.edict.query.token;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A valid token with which decision points may be asked.
 *
 * @param sha256 lower-case hex SHA-256 of the secret, which has 256 random bits and cannot be guessed from it
 * @param zoneId the only zone that it is valid for; null for all zones
 */
record DecideToken(String id, String name, String sha256, @Nullable String zoneId, @Nullable Instant expiresAt) {}
