package dev.edict.decisionpoint.audit;

import dev.edict.command.secret.AuditKey;
import dev.edict.replica.background.LogSafeText;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends every decision as a signed event to the audit's stream (contract §4.1, §7.1), at least once and in no order.
 *
 * <p>While Redis does not acknowledge within 20 ms, events go to files, and are sent later. A crash of the process loses
 * at most the decisions of the last 50 ms and the time of one flush of the disk, and in durable mode none.
 */
public final class DecisionAudit implements DecisionRecorder, AutoCloseable {

    /** Decisions of the last minute are missing in the audit (contract §6.4). */
    public static final String EVIDENCE_LOST = "audit_evidence_lost";

    /** The spill takes nothing, so that decisions are lost once Redis is away (contract §6.4). */
    public static final String REPLAY_UNAVAILABLE = "audit_replay_unavailable";

    private static final Logger log = LoggerFactory.getLogger(DecisionAudit.class);

    private static final Duration LONGEST_RECORD = Duration.ofSeconds(3);
    private static final Duration LONGEST_END = Duration.ofSeconds(5);
    private static final Duration KEY_EVERY = Duration.ofSeconds(1);

    private enum Phase {
        NEW,
        STARTED,
        CLOSED
    }

    private final boolean durable;
    private final Supplier<AuditKey> keys;
    private final AtomicReference<AuditKey> key;
    private final DecisionEvents events;
    private final EventQueue queue;
    private final AuditStream stream;
    private final AuditStream spilled;
    private final Spill spill;
    private final Tally tally = new Tally();
    private final AuditWriter writer;
    private final AuditReplay replay;
    private final Thread writing;
    private final Thread replaying;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.NEW);
    private volatile boolean ended;
    private long keyNanos = System.nanoTime();

    /**
     * Makes an audit, which queues decisions and sends nothing until it is started.
     *
     * @throws IllegalArgumentException or what the key's supplier throws, if there is no valid key
     */
    public DecisionAudit(AuditSettings settings) {
        this.durable = settings.durable();
        this.keys = settings.key();
        this.key = new AtomicReference<>(keys.get());
        this.events = new DecisionEvents(settings.decisionPoint(), settings.redaction(), key::get);
        this.queue = new EventQueue(settings.mostQueued());
        this.stream = new AuditStream(settings.redis(), settings.stream());
        this.spilled = new AuditStream(settings.redis(), settings.stream());
        this.spill = new Spill(settings.folder(), settings.mostSpillBytes());
        this.writer = new AuditWriter(queue, stream, spill, tally, durable);
        this.replay = new AuditReplay(stream, spilled, spill, tally, this::readKey);
        this.writing = daemon("edict-audit-writer", writer::run);
        this.replaying = daemon("edict-audit-replay", replay::run);
    }

    private static Thread daemon(String name, Runnable work) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Begins to send. Neither Redis nor the folder need be there: what is missing is in {@link #trouble} and is tried
     * again.
     *
     * @throws IllegalStateException if it was started or closed before
     */
    public void start() {
        if (!phase.compareAndSet(Phase.NEW, Phase.STARTED)) {
            throw new IllegalStateException("an audit is started once");
        }
        try {
            spill.open();
        } catch (SpillUnavailable e) {
            log.warn("Decisions cannot be kept on the disk while Redis is away: {}", LogSafeText.ofRootCause(e));
        }
        replaying.start();
        writing.start();
    }

    /** {@inheritDoc} In ordinary mode it neither waits nor throws, and counts what finds no room. */
    @Override
    public void record(AuditedDecision decision) {
        tally.recorded.increment();
        var event = written(decision);
        if (event == null) {
            return;
        }
        var queued = QueuedEntry.of(event);
        if (ended || !queue.offer(queued)) {
            refuse(ended ? "the audit is closed" : "too many decisions wait for the audit");
        } else if (ended && queue.remove(queued)) {
            refuse("the audit is closed");
        } else if (durable) {
            await(queued);
        }
    }

    private @Nullable SignedEntry written(AuditedDecision decision) {
        SignedEntry event;
        try {
            event = events.of(decision);
        } catch (RuntimeException e) {
            // Its message may quote the input.
            refuse("a decision cannot be written: " + e.getClass().getName());
            return null;
        }
        if (event.data().length > SpillFrames.LONGEST_DATA) {
            refuse("a decision has %d bytes".formatted(event.data().length));
            return null;
        }
        return event;
    }

    private void refuse(String why) {
        if (durable) {
            throw new AuditUnavailable(why);
        }
        tally.lose(1, why);
    }

    private static void await(QueuedEntry queued) {
        try {
            queued.kept().get(LONGEST_RECORD.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new AuditUnavailable(LogSafeText.ofRootCause(e));
        } catch (TimeoutException e) {
            throw new AuditUnavailable(
                    "neither Redis nor the disk kept the decision within %d ms".formatted(LONGEST_RECORD.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AuditUnavailable("interrupted before the decision was kept");
        }
    }

    /** The last valid key is kept; whoever supplies it says what is wrong with the next one. */
    private void readKey() {
        var now = System.nanoTime();
        if (now - keyNanos >= KEY_EVERY.toNanos()) {
            keyNanos = now;
            try {
                key.set(keys.get());
            } catch (RuntimeException e) {
                log.debug("The audit goes on with the last valid key", e);
            }
        }
    }

    /** What became of the decisions. */
    public AuditCounts counts() {
        var queuedAge = queue.oldestAge();
        var spilledAge = spill.oldestAge();
        return new AuditCounts(
                tally.recorded.sum(),
                tally.sent.sum(),
                tally.spilled.sum(),
                tally.lost.sum(),
                tally.damaged.sum(),
                queue.size(),
                spill.bytes(),
                queuedAge.compareTo(spilledAge) > 0 ? queuedAge : spilledAge);
    }

    /** {@link #EVIDENCE_LOST} or {@link #REPLAY_UNAVAILABLE}; empty if the audit can keep every decision. */
    public Optional<String> trouble() {
        if (tally.hasLostRecently()) {
            return Optional.of(EVIDENCE_LOST);
        }
        return spill.trouble().isEmpty() ? Optional.empty() : Optional.of(REPLAY_UNAVAILABLE);
    }

    /** Why the spill takes nothing, in plain words; empty if it does. */
    public String spillTrouble() {
        return spill.trouble();
    }

    /** Sends or spills what is queued, within a few seconds, and counts as lost what then remains. */
    @Override
    public void close() {
        var before = phase.getAndSet(Phase.CLOSED);
        if (before == Phase.CLOSED) {
            return;
        }
        writer.stop(LONGEST_END);
        replay.stop();
        if (before == Phase.STARTED) {
            join(writing);
            join(replaying);
        }
        ended = true;
        loseRest();
        stream.close();
        spilled.close();
        spill.close();
    }

    private static void join(Thread thread) {
        try {
            thread.join(LONGEST_END.toMillis() + TimeUnit.SECONDS.toMillis(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void loseRest() {
        try {
            for (var left = queue.take(Duration.ZERO); !left.isEmpty(); left = queue.take(Duration.ZERO)) {
                if (!durable) {
                    tally.lose(left.size(), "the audit ended before it could keep them");
                }
                left.forEach(
                        queued -> queued.kept().completeExceptionally(new AuditUnavailable("the audit is closed")));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
