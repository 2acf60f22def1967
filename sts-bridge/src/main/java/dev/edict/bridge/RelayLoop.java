package dev.edict.bridge;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends whatever is due, whenever woken and at every poll.
 *
 * <p>Redis at fault and a row at fault are two things. While Redis cannot be reached the loop pauses as a whole, one
 * attempt to connect per pause however many zones wait, and the rows stay due: all of them go as soon as Redis
 * answers. A row that was not taken waits on its own, and lets the other zones pass.
 */
final class RelayLoop implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(RelayLoop.class);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** Rows of one zone in a row, so that a zone with a long queue does not hold up the others. */
    private static final int ROWS_PER_TURN = 100;

    private final Outbox outbox;
    private final InvalidationStream stream;
    private final ZoneRelay zones;
    private final Duration pollInterval;
    private final Backoff pauses;
    private final Semaphore wakeUps = new Semaphore(0);
    private final CountDownLatch stopping = new CountDownLatch(1);
    private int failures;

    RelayLoop(Outbox outbox, InvalidationStream stream, ZoneRelay zones, BridgeProperties properties) {
        this.outbox = outbox;
        this.stream = stream;
        this.zones = zones;
        this.pollInterval = properties.pollInterval();
        var longest = shorter(LONGEST_PAUSE, properties.maxBackoff());
        this.pauses = new Backoff(shorter(FIRST_PAUSE, longest), longest);
    }

    void wake() {
        wakeUps.release();
    }

    /** The row in flight is finished first. */
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

    /** Whether everything that was due went its way; if not, it is too early to try again. */
    private boolean relaySafely() {
        try {
            return relayDue();
        } catch (StreamFailure e) {
            log.warn("Invalidations wait: {}", e.reason());
        } catch (RuntimeException e) {
            log.warn("Invalidations wait: the outbox cannot be worked on", e);
        }
        return false;
    }

    private boolean relayDue() {
        boolean progress;
        do {
            progress = false;
            for (var zoneId : outbox.dueZones()) {
                var outcome = takeTurn(zoneId);
                if (outcome == ZoneRelay.Outcome.STREAM_FAILED) {
                    return false;
                }
                progress |= outcome == ZoneRelay.Outcome.SENT;
            }
        } while (progress && isRunning());
        return true;
    }

    private ZoneRelay.Outcome takeTurn(String zoneId) {
        var outcome = ZoneRelay.Outcome.NOTHING_DUE;
        for (var rows = 0; rows < ROWS_PER_TURN && isRunning(); rows++) {
            openStream();
            outcome = zones.relayOldest(zoneId);
            if (outcome != ZoneRelay.Outcome.SENT) {
                return outcome;
            }
            failures = 0;
        }
        return outcome;
    }

    private void openStream() {
        try {
            stream.open();
        } catch (StreamFailure e) {
            outbox.noteUnreachable(e.reason());
            throw e;
        }
    }

    private void awaitWork() throws InterruptedException {
        if (wakeUps.tryAcquire(pollInterval.toMillis(), TimeUnit.MILLISECONDS)) {
            wakeUps.drainPermits();
        }
    }

    /** Not cut short by new rows: they would turn a busy API into a storm of attempts on a Redis that is down. */
    private void pause() throws InterruptedException {
        failures++;
        if (stopping.await(pauses.after(failures).toMillis(), TimeUnit.MILLISECONDS)) {
            log.debug("Stopped while pausing");
        }
    }

    private boolean isRunning() {
        return stopping.getCount() > 0;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
