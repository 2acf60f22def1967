package dev.edict.bridge;

import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends the oldest unsent row of a zone. The zone stays locked from before the row is read until it is marked, so two
 * nodes never send for one zone at a time; a crash in between sends the row again, with the same dispatch id.
 */
final class ZoneRelay {

    enum Outcome {
        SENT,
        NOTHING_DUE,
        ROW_REFUSED,
        STREAM_FAILED
    }

    private static final Logger log = LoggerFactory.getLogger(ZoneRelay.class);

    private final Outbox outbox;
    private final InvalidationStream stream;
    private final Backoff backoff;
    private final TransactionTemplate transaction;

    ZoneRelay(DataSource backgroundPool, Outbox outbox, InvalidationStream stream, Backoff backoff) {
        this.outbox = outbox;
        this.stream = stream;
        this.backoff = backoff;
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(backgroundPool));
    }

    Outcome relayOldest(String zoneId) {
        return transaction.execute(status -> {
            if (!outbox.lockZone(zoneId)) {
                return Outcome.NOTHING_DUE;
            }
            return outbox.oldestUnsent(zoneId)
                    .filter(OutboxRow::due)
                    .map(this::send)
                    .orElse(Outcome.NOTHING_DUE);
        });
    }

    private Outcome send(OutboxRow row) {
        try {
            stream.append(row.toInvalidation());
        } catch (Invalidation.UnsignableId e) {
            postpone(row, e.reason());
            return Outcome.ROW_REFUSED;
        } catch (StreamFailure e) {
            postpone(row, e.reason());
            return Outcome.STREAM_FAILED;
        }
        outbox.markSent(row.id());
        log.info("Sent invalidation {}", row.describe());
        return Outcome.SENT;
    }

    private void postpone(OutboxRow row, String reason) {
        var delay = backoff.after(row.attempts() + 1);
        outbox.postpone(row.id(), reason, delay);
        log.warn("Could not send invalidation {}; again in {} ms: {}", row.describe(), delay.toMillis(), reason);
    }
}
