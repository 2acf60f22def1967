package dev.edict.bridge.audit;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The stream of decision audit events (contract §4.1).
 *
 * @param maxLength about how many entries stay while no consumer group acknowledges any
 * @param trimInterval how long after a round of trimming the next one begins
 */
@ConfigurationProperties("edict.sts-bridge.audit")
record AuditStreamProperties(
        @DefaultValue("caracal.audit.events") String stream,
        @DefaultValue("100000") long maxLength,
        @DefaultValue("10s") Duration trimInterval) {

    private static final int LONGEST_NAME = 512;
    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(100);
    private static final Duration LONGEST_INTERVAL = Duration.ofHours(1);

    AuditStreamProperties {
        if (stream.isBlank() || stream.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("edict.sts-bridge.audit.stream has to have 1 to 512 characters");
        }
        if (maxLength <= 0) {
            throw new IllegalArgumentException("edict.sts-bridge.audit.max-length has to be positive");
        }
        if (trimInterval.compareTo(SHORTEST_INTERVAL) < 0 || trimInterval.compareTo(LONGEST_INTERVAL) > 0) {
            throw new IllegalArgumentException("edict.sts-bridge.audit.trim-interval has to be 100ms to 1h");
        }
    }
}
