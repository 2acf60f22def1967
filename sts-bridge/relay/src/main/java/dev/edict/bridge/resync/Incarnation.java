package dev.edict.bridge.resync;

import dev.edict.bridge.redis.ServerIdentity;
import org.jspecify.annotations.Nullable;

/**
 * The time from one loss of Redis to the next.
 *
 * @param server the Redis that entries go to; null if it does not tell who it is
 */
public record Incarnation(long number, @Nullable ServerIdentity server) {

    /** Whether an entry that this Redis took counts; a Redis that does not tell is believed. */
    public boolean isServedBy(@Nullable ServerIdentity connected) {
        return server == null || connected == null || server.equals(connected);
    }
}
