package dev.edict.bridge;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.ConstructorBinding;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The target of invalidations and the key that signs them.
 *
 * @param maxLength minimum number of entries that trimming leaves in the stream
 * @param publishTimeout how long Redis may take to answer
 * @param pollInterval how often unsent rows are searched without a notification
 * @param maxBackoff the longest delay between two attempts
 * @param retention how long a row is kept after it was sent
 */
@ConfigurationProperties("edict.sts-bridge")
record BridgeProperties(
        String stream,
        long maxLength,
        StreamKey key,
        Duration publishTimeout,
        Duration pollInterval,
        Duration maxBackoff,
        Duration retention) {

    static final String KEY = "edict.sts-bridge.key";

    /**
     * PostgreSQL ends a session that is idle in its transaction for four seconds, so that a stalled node releases its
     * zone. A node that waits for Redis must stay below that.
     */
    static final Duration LONGEST_PUBLISH_TIMEOUT = Duration.ofSeconds(3);

    BridgeProperties {
        if (!Invalidation.isId(stream)) {
            throw new IllegalArgumentException(
                    "edict.sts-bridge.stream is signed and has to match " + Invalidation.ID_GRAMMAR);
        }
        if (maxLength <= 0) {
            throw new IllegalArgumentException("edict.sts-bridge.max-length has to be positive");
        }
        requirePositive("publish-timeout", publishTimeout);
        if (publishTimeout.compareTo(LONGEST_PUBLISH_TIMEOUT) > 0) {
            throw new IllegalArgumentException("edict.sts-bridge.publish-timeout has to be at most 3s: a node that"
                    + " waits longer for Redis loses the zone to another node");
        }
        requirePositive("poll-interval", pollInterval);
        requirePositive("max-backoff", maxBackoff);
        requirePositive("retention", retention);
    }

    /**
     * The constructor that Spring binds. It takes the key as text, because a failing converter makes Spring print the
     * text that it could not convert.
     */
    @ConstructorBinding
    BridgeProperties(
            @DefaultValue("caracal.policy.invalidate") String stream,
            @DefaultValue("100000") long maxLength,
            @DefaultValue("") String key,
            @DefaultValue("2s") Duration publishTimeout,
            @DefaultValue("1s") Duration pollInterval,
            @DefaultValue("30s") Duration maxBackoff,
            @DefaultValue("7d") Duration retention) {
        this(stream, maxLength, keyOf(key), publishTimeout, pollInterval, maxBackoff, retention);
    }

    private static StreamKey keyOf(String hex) {
        if (hex.isBlank()) {
            throw new IllegalArgumentException("edict.sts-bridge.key is missing: invalidations must be signed");
        }
        return StreamKey.parse(hex);
    }

    private static void requirePositive(String name, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException("edict.sts-bridge." + name + " has to be positive");
        }
    }
}
