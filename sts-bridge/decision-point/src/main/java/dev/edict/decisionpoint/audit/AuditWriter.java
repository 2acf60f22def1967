package dev.edict.decisionpoint.audit;

import dev.edict.replica.background.Trouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes events from the queue and has Redis or the disk keep them. It waits for Redis so shortly that a crash of the
 * process, and of nothing else, loses at most the decisions of 50 ms: those of one such wait, and those that came during
 * it.
 */
final class AuditWriter {

    private static final Logger log = LoggerFactory.getLogger(AuditWriter.class);

    private static final Duration PATIENCE = Duration.ofMillis(20);
    private static final Duration LAST_PATIENCE = Duration.ofMillis(500);
    private static final Duration IDLE = Duration.ofMillis(100);

    private final EventQueue queue;
    private final AuditStream stream;
    private final Spill spill;
    private final Tally tally;
    private final boolean durable;
    private final Trouble trouble = new Trouble(log, "keeping decisions for the audit");
    private volatile boolean stopping;
    private volatile long stopNanos;

    AuditWriter(EventQueue queue, AuditStream stream, Spill spill, Tally tally, boolean durable) {
        this.queue = queue;
        this.stream = stream;
        this.spill = spill;
        this.tally = tally;
        this.durable = durable;
    }

    /** Has the queue emptied within this time, and then ends. */
    void stop(Duration within) {
        stopNanos = System.nanoTime() + within.toNanos();
        stopping = true;
    }

    /** Runs until it is stopped and the queue is empty. */
    void run() {
        try {
            while (true) {
                var batch = queue.take(stopping ? Duration.ZERO : IDLE);
                if (!batch.isEmpty()) {
                    keep(batch);
                } else if (stopping) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void keep(List<QueuedEntry> batch) throws InterruptedException {
        var left = sent(batch, PATIENCE);
        while (!left.isEmpty()) {
            // Those that came during the wait have waited as long.
            queue.fill(left);
            try {
                spill.append(left.stream().map(QueuedEntry::event).toList());
                tally.spilled.add(left.size());
                break;
            } catch (SpillUnavailable e) {
                var why = "Redis: %s; and %s".formatted(stream.failure(), e.getMessage());
                trouble.failed(why);
                if (durable || isOver()) {
                    refuse(left, why);
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(IDLE.toMillis());
                // Nothing else is left to keep them, so that Redis gets more time.
                left = sent(left, LAST_PATIENCE);
            }
        }
        complete(left);
        trouble.ended();
    }

    /** Returns the events that Redis did not acknowledge. */
    private List<QueuedEntry> sent(List<QueuedEntry> batch, Duration patience) throws InterruptedException {
        var unsent = stream.send(batch.stream().map(QueuedEntry::event).toList(), patience);
        tally.sent.add(batch.size() - unsent.size());
        var missing = new HashSet<>(unsent);
        var left = new ArrayList<QueuedEntry>();
        for (var queued : batch) {
            if (missing.contains(queued.event())) {
                left.add(queued);
            } else {
                queued.kept().complete(null);
            }
        }
        return left;
    }

    private boolean isOver() {
        return stopping && System.nanoTime() - stopNanos > 0;
    }

    private static void complete(List<QueuedEntry> events) {
        events.forEach(queued -> queued.kept().complete(null));
    }

    /** In durable mode nobody is answered by these decisions, so that the audit misses none. */
    private void refuse(List<QueuedEntry> events, String why) {
        if (!durable) {
            tally.lose(events.size(), why);
        }
        events.forEach(queued -> queued.kept().completeExceptionally(new AuditUnavailable(why)));
    }
}
