package dev.edict.bridge;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs once when invalidations begin to wait, and once when they are sent again; repetitions have level DEBUG. */
final class RelayStateLog {

    private static final Logger log = LoggerFactory.getLogger(RelayStateLog.class);

    private @Nullable String obstacle;
    private long since;

    void isBlocked(String by, String reason, Throwable details) {
        if (by.equals(obstacle)) {
            log.debug("Invalidations still wait: {}", reason, details);
            return;
        }
        if (obstacle == null) {
            since = System.nanoTime();
        }
        obstacle = by;
        log.warn("Invalidations wait and are retried until they are sent: {}", reason);
        log.debug("Invalidations wait", details);
    }

    void isFree() {
        if (obstacle != null) {
            obstacle = null;
            var waited = Duration.ofNanos(System.nanoTime() - since);
            log.info("Invalidations are sent again, after {} ms", waited.toMillis());
        }
    }
}
