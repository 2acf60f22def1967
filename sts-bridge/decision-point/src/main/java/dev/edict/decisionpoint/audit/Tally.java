package dev.edict.decisionpoint.audit;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what becomes of events, and has the first loss of a minute in the log. Thread-safe. */
final class Tally {

    private static final Logger log = LoggerFactory.getLogger(Tally.class);

    /** How long a loss is a trouble of the decision point. */
    private static final Duration RECENT = Duration.ofMinutes(1);

    final LongAdder recorded = new LongAdder();
    final LongAdder sent = new LongAdder();
    final LongAdder spilled = new LongAdder();
    final LongAdder lost = new LongAdder();
    final LongAdder damaged = new LongAdder();

    private final AtomicLong lastLoss = new AtomicLong(System.nanoTime() - RECENT.toNanos());

    void lose(int events, String why) {
        lost.add(events);
        var now = System.nanoTime();
        if (now - lastLoss.getAndSet(now) >= RECENT.toNanos()) {
            log.error("Decisions are not in the audit, at first {}: {}", events, why);
        }
    }

    boolean hasLostRecently() {
        return System.nanoTime() - lastLoss.get() < RECENT.toNanos();
    }
}
