package dev.edict.query.token;

import dev.edict.query.Listed;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A minted token without its secret; revoked tokens are included (contract, fine print "zones and tokens"). */
public record AdminToken(
        String id,
        String name,
        String scope,
        String capability,
        @Nullable String zoneId,
        String createdBy,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt)
        implements Listed {}
