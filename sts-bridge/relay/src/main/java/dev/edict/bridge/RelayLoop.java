package dev.edict.bridge;

import dev.edict.bridge.redis.LogSafeText;
import dev.edict.bridge.redis.StreamFailure;
import dev.edict.bridge.resync.Incarnations;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Sends the due rows, when notified and at every poll.
 *
 * <p>Failures of Redis and of a row are handled differently. While Redis is unreachable or rejects entries, the loop
 * pauses as a whole, with one attempt per pause for any number of waiting zones. The rows stay due and are sent as soon
 * as Redis accepts them. A row that cannot be signed is delayed alone, and other zones continue.
 */
final class RelayLoop implements Runnable {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    /** Together with the longest publish timeout, short enough to send everything within five seconds. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    /** For a zone that another node holds: if that node stalls, its zone is released at any moment. */
    private static final Duration TAKE_OVER_INTERVAL = Duration.ofMillis(250);

    /** Consecutive rows of one zone, limited so that a long queue does not delay other zones. */
    private static final int ROWS_PER_TURN = 100;

    private final Outbox outbox;
    private final Incarnations incarnations;
    private final InvalidationStream stream;
    private final ZoneRelay zones;
    private final RelayMeters meters;
    private final RelayStateLog flow = new RelayStateLog();
    private final Duration pollInterval;
    private final Backoff pauses;
    private final Semaphore wakeUps = new Semaphore(0);
    private final CountDownLatch stopping = new CountDownLatch(1);
    private int failures;
    private boolean someHeldElsewhere;

    RelayLoop(
            Outbox outbox,
            Incarnations incarnations,
            InvalidationStream stream,
            ZoneRelay zones,
            RelayMeters meters,
            BridgeProperties properties) {
        this.outbox = outbox;
        this.incarnations = incarnations;
        this.stream = stream;
        this.zones = zones;
        this.meters = meters;
        this.pollInterval = properties.pollInterval();
        var longest = shorter(LONGEST_PAUSE, properties.maxBackoff());
        this.pauses = new Backoff(shorter(FIRST_PAUSE, longest), longest);
    }

    void wake() {
        wakeUps.release();
    }

    /** Finishes the current row first. */
    void stop() {
        stopping.countDown();
        wakeUps.release();
    }

    @Override
    public void run() {
        try {
            while (isRunning()) {
                if (relaySafely()) {
                    awaitWork();
                } else {
                    pause();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether all due rows were processed; if not, the loop pauses before the next attempt. */
    private boolean relaySafely() {
        try {
            relayDue();
            flow.isFree();
            failures = 0;
            return true;
        } catch (StreamFailure e) {
            flow.isBlocked(e.kind().code(), e.reason(), e);
        } catch (RuntimeException | Error e) {
            // The relay has only this thread, so it survives any failure.
            flow.isBlocked("outbox", "the outbox cannot be processed: " + LogSafeText.ofRootCause(e), e);
        }
        return false;
    }

    private void relayDue() {
        try {
            incarnations.initialize();
            boolean progress;
            do {
                progress = relayRound();
            } while (progress && isRunning());
        } catch (StreamFailure e) {
            meters.failed(e.kind());
            outbox.noteWaiting(e.reason());
            throw e;
        }
    }

    /** Whether a row was sent, so that another round may find more. */
    private boolean relayRound() {
        var progress = false;
        someHeldElsewhere = false;
        for (var zoneId : outbox.dueZones()) {
            var outcome = takeTurn(zoneId);
            progress |= outcome == ZoneRelay.Outcome.SENT;
            someHeldElsewhere |= outcome == ZoneRelay.Outcome.HELD_ELSEWHERE;
        }
        return progress;
    }

    private ZoneRelay.Outcome takeTurn(String zoneId) {
        var outcome = ZoneRelay.Outcome.NOTHING_DUE;
        for (var rows = 0; rows < ROWS_PER_TURN && isRunning(); rows++) {
            stream.open();
            outcome = zones.relayOldest(zoneId);
            if (outcome != ZoneRelay.Outcome.SENT) {
                return outcome;
            }
            failures = 0;
        }
        return outcome;
    }

    private void awaitWork() throws InterruptedException {
        var wait = someHeldElsewhere ? shorter(TAKE_OVER_INTERVAL, pollInterval) : pollInterval;
        if (wakeUps.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS)) {
            wakeUps.drainPermits();
        }
    }

    /** New rows do not interrupt a pause: on a busy API they would cause constant attempts on a failed Redis. */
    private void pause() throws InterruptedException {
        failures++;
        if (!stopping.await(pauses.after(failures).toMillis(), TimeUnit.MILLISECONDS)) {
            wakeUps.drainPermits();
        }
    }

    private boolean isRunning() {
        return stopping.getCount() > 0;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
