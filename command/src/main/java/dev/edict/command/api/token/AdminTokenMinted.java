package dev.edict.command.api.token;

import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * The holder of this secret may use the Admin API.
 *
 * @param capability lower-case name of a {@link Capability}
 * @param sha256 lower-case hex SHA-256 of the secret
 * @param expiresAt ISO 8601, UTC; null if it never expires
 */
@Revision("1")
public record AdminTokenMinted(
        String tokenId, String zoneId, String name, String capability, String sha256, @Nullable String expiresAt)
        implements AdminTokenEvent {}
