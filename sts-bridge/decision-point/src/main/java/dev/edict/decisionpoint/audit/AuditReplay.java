package dev.edict.decisionpoint.audit;

import dev.edict.replica.background.Backoff;
import dev.edict.replica.background.LogSafeText;
import dev.edict.replica.background.Trouble;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connects to Redis, and sends what is in the spill once Redis takes it, oldest first, on a connection of its own: the
 * one for the decisions of the moment is given up sooner.
 */
final class AuditReplay {

    private static final Logger log = LoggerFactory.getLogger(AuditReplay.class);

    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Backoff PAUSES = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(2));

    /** So few at once that they do not keep an acknowledgement from the decisions of the moment. */
    private static final int AT_ONCE = 100;

    private final AuditStream moment;
    private final AuditStream stream;
    private final Spill spill;
    private final Tally tally;
    private final Runnable eachRound;
    private final Trouble redis = new Trouble(log, "sending decisions to the audit's stream");
    private final Trouble disk = new Trouble(log, "keeping decisions in the audit's spill");
    private final CountDownLatch stopping = new CountDownLatch(1);
    private int failures;

    /**
     * @param moment what another thread sends on; it is only connected here
     * @param stream for the spill alone
     * @param eachRound a small chore, which throws nothing
     */
    AuditReplay(AuditStream moment, AuditStream stream, Spill spill, Tally tally, Runnable eachRound) {
        this.moment = moment;
        this.stream = stream;
        this.spill = spill;
        this.tally = tally;
        this.eachRound = eachRound;
    }

    void stop() {
        stopping.countDown();
    }

    /** Runs until it is stopped. */
    void run() {
        try {
            var pause = Duration.ZERO;
            while (!stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                pause = round();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration round() throws InterruptedException {
        try {
            eachRound.run();
            var connected = isConnected(moment) && isConnected(stream);
            if (replayed(connected) && connected) {
                redis.ended();
                failures = 0;
                return LOOK_EVERY;
            }
            failures = redis.failed((moment.isConnected() ? stream : moment).failure());
        } catch (SpillUnavailable e) {
            // It may be usable later, and Redis takes the decisions of the moment without it.
            failures = disk.failed(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            failures = redis.failed(LogSafeText.ofRootCause(e));
        }
        return PAUSES.after(failures, Duration.ZERO);
    }

    private static boolean isConnected(AuditStream to) throws InterruptedException {
        return to.isConnected() || to.connect();
    }

    private boolean replayed(boolean connected) throws InterruptedException, SpillUnavailable {
        spill.open();
        var all = !connected || sentAll();
        disk.ended();
        return all;
    }

    /** False if Redis did not take all. */
    private boolean sentAll() throws InterruptedException, SpillUnavailable {
        for (var part = spill.oldest(); part.isPresent(); part = spill.oldest()) {
            if (!sent(part.get()) || stopping.getCount() == 0) {
                return stopping.getCount() == 0;
            }
            spill.remove(part.get());
            count(part.get());
        }
        return true;
    }

    private boolean sent(Spill.Part part) throws InterruptedException {
        var events = part.events();
        for (var from = 0; from < events.size() && stopping.getCount() > 0; from += AT_ONCE) {
            var some = events.subList(from, Math.min(from + AT_ONCE, events.size()));
            var unsent = stream.send(some, PATIENCE);
            tally.sent.add(some.size() - unsent.size());
            if (!unsent.isEmpty()) {
                return false;
            }
        }
        return stopping.getCount() > 0;
    }

    private void count(Spill.Part part) {
        tally.damaged.add(part.damaged());
        if (!part.fault().isEmpty()) {
            tally.lose(part.damaged(), "the spill is damaged: " + part.fault());
        } else if (part.damaged() > 0) {
            log.warn("The last record of a spill was incomplete, because the process ended while it wrote");
        }
    }
}
