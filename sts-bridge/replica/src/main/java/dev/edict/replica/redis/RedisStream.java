package dev.edict.replica.redis;

import io.lettuce.core.RedisURI;
import java.util.List;

/**
 * The Redis stream that announces activations.
 *
 * @param redis with credentials and TLS as they are needed; a Sentinel address is followed to its master
 * @param name the stream's key
 * @param keys one, or during a rotation two, either of which may have signed an entry
 */
public record RedisStream(RedisURI redis, String name, List<StreamKey> keys) {

    /** The stream of the contract (contract §4.1). */
    public static final String NAME = "caracal.policy.invalidate";

    private static final int LONGEST_NAME = 512;

    public RedisStream {
        keys = List.copyOf(keys);
        if (keys.isEmpty() || keys.size() > 2) {
            throw new IllegalArgumentException("a stream has one or two keys");
        }
        if (name.isEmpty() || name.length() > LONGEST_NAME || name.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("a stream's name has 1 to %d characters".formatted(LONGEST_NAME));
        }
    }

    /** The stream of the contract, signed with this key. */
    public static RedisStream at(RedisURI redis, StreamKey key) {
        return new RedisStream(redis, NAME, List.of(key));
    }

    @Override
    public String toString() {
        return "RedisStream[" + name + "]";
    }
}
