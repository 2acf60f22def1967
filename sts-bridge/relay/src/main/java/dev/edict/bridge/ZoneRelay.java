package dev.edict.bridge;

import dev.edict.bridge.redis.EntryId;
import dev.edict.bridge.redis.FailureKind;
import dev.edict.bridge.redis.LogSafeText;
import dev.edict.bridge.redis.StreamFailure;
import dev.edict.bridge.resync.Incarnation;
import dev.edict.bridge.resync.StreamPositions;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends the oldest unsent row of a zone. A lock on the zone from before the read until the row is marked ensures that
 * only one node sends for it. A crash in between resends the row, with the same dispatch id.
 */
final class ZoneRelay {

    enum Outcome {
        SENT,
        NOTHING_DUE,
        /** By another node, or by a resync: in a moment it is free. */
        HELD_ELSEWHERE,
        ROW_REFUSED
    }

    private static final Logger log = LoggerFactory.getLogger(ZoneRelay.class);

    private final Outbox outbox;
    private final StreamPositions positions;
    private final InvalidationStream stream;
    private final Backoff backoff;
    private final RelayMeters meters;
    private final TransactionTemplate transaction;

    ZoneRelay(
            DataSource backgroundPool,
            Outbox outbox,
            StreamPositions positions,
            InvalidationStream stream,
            Backoff backoff,
            RelayMeters meters) {
        this.outbox = outbox;
        this.positions = positions;
        this.stream = stream;
        this.backoff = backoff;
        this.meters = meters;
        this.transaction = new TransactionTemplate(new DataSourceTransactionManager(backgroundPool));
    }

    /** Throws a {@link StreamFailure} when Redis fails, and has changed nothing then. */
    Outcome relayOldest(String zoneId) {
        var turn = Objects.requireNonNull(transaction.execute(status -> attemptSafely(zoneId, status)));
        if (turn.failure() != null) {
            throw turn.failure();
        }
        return turn.outcome();
    }

    /** Catches failures, because Spring prints the stack of an exception whose transaction lost its connection. */
    private Turn attemptSafely(String zoneId, TransactionStatus status) {
        try {
            var turn = attempt(zoneId);
            if (turn.outcome() == Outcome.HELD_ELSEWHERE) {
                status.setRollbackOnly();
            }
            return turn;
        } catch (RuntimeException e) {
            log.debug(
                    "An attempt to send for zone {} failed: {}", LogSafeText.plain(zoneId), LogSafeText.ofRootCause(e));
            status.setRollbackOnly();
            return new Turn(Outcome.NOTHING_DUE, e);
        }
    }

    private Turn attempt(String zoneId) {
        if (!outbox.lockZone(zoneId)) {
            return Turn.of(Outcome.HELD_ELSEWHERE);
        }
        return outbox.oldestUnsent(zoneId)
                .filter(OutboxRow::due)
                .map(this::sendInOrder)
                .orElseGet(() -> Turn.of(Outcome.NOTHING_DUE));
    }

    /** Another Redis than the one of this incarnation may lack what was sent before: that is published first. */
    private Turn sendInOrder(OutboxRow row) {
        var incarnation = positions.current(row.zoneId());
        if (incarnation.isEmpty()) {
            return Turn.of(Outcome.HELD_ELSEWHERE);
        }
        if (!incarnation.get().isServedBy(stream.server())) {
            stream.disconnect();
            return Turn.of(Outcome.HELD_ELSEWHERE);
        }
        return send(row, incarnation.get());
    }

    private Turn send(OutboxRow row, Incarnation incarnation) {
        EntryId entry;
        try {
            entry = stream.append(row.toInvalidation());
        } catch (Invalidation.UnsignableId e) {
            postpone(row, e.reason());
            return Turn.of(Outcome.ROW_REFUSED);
        } catch (StreamFailure e) {
            log.debug("Could not send invalidation {}: {}", row.describe(), e.reason());
            throw e;
        }
        if (!positions.advance(incarnation, entry, entry, 1) && !isInResync(row)) {
            log.debug("Redis was replaced while invalidation {} was sent, so it is sent again", row.describe());
            return Turn.of(Outcome.HELD_ELSEWHERE);
        }
        meters.sent(outbox.markSent(row.id(), entry));
        log.info("Sent invalidation {}", row.describe());
        return Turn.of(Outcome.SENT);
    }

    /** It waits for this zone and publishes the row. Were the row unsent, it would publish an earlier one behind it. */
    private boolean isInResync(OutboxRow row) {
        return positions.current(row.zoneId()).isEmpty();
    }

    private void postpone(OutboxRow row, String reason) {
        var delay = backoff.after(row.attempts() + 1);
        outbox.postpone(row.id(), reason, delay);
        meters.failed(FailureKind.UNSIGNABLE);
        log.warn("Could not send invalidation {}; again in {} ms: {}", row.describe(), delay.toMillis(), reason);
    }

    private record Turn(Outcome outcome, @Nullable RuntimeException failure) {

        static Turn of(Outcome outcome) {
            return new Turn(outcome, null);
        }
    }
}
