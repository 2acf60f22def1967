package dev.edict.bridge;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.ConstructorBinding;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where invalidations go, and how they are signed.
 *
 * @param maxLength entries that the stream keeps at least; it is trimmed somewhere above
 * @param publishTimeout how long Redis may take to answer
 * @param pollInterval how often unsent rows are looked for when nobody announced any
 * @param maxBackoff the longest a row waits for its next attempt
 */
@ConfigurationProperties("edict.sts-bridge")
record BridgeProperties(
        String stream,
        long maxLength,
        StreamKey key,
        Duration publishTimeout,
        Duration pollInterval,
        Duration maxBackoff) {

    BridgeProperties {
        if (!Invalidation.isId(stream)) {
            throw new IllegalArgumentException(
                    "edict.sts-bridge.stream is signed and has to match " + Invalidation.ID_GRAMMAR);
        }
        if (maxLength <= 0) {
            throw new IllegalArgumentException("edict.sts-bridge.max-length has to be positive");
        }
        requirePositive("publish-timeout", publishTimeout);
        requirePositive("poll-interval", pollInterval);
        requirePositive("max-backoff", maxBackoff);
    }

    /**
     * What Spring binds. It takes the key as text, because a failing converter would make Spring print the text it
     * could not convert.
     */
    @ConstructorBinding
    BridgeProperties(
            @DefaultValue("caracal.policy.invalidate") String stream,
            @DefaultValue("100000") long maxLength,
            @DefaultValue("") String key,
            @DefaultValue("2s") Duration publishTimeout,
            @DefaultValue("1s") Duration pollInterval,
            @DefaultValue("30s") Duration maxBackoff) {
        this(stream, maxLength, keyOf(key), publishTimeout, pollInterval, maxBackoff);
    }

    private static StreamKey keyOf(String hex) {
        if (hex.isBlank()) {
            throw new IllegalArgumentException("edict.sts-bridge.key is missing: nothing is sent unsigned");
        }
        return StreamKey.parse(hex);
    }

    private static void requirePositive(String name, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException("edict.sts-bridge." + name + " has to be positive");
        }
    }
}
