package dev.edict.fleet.opa.bundle;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * Sends a few bundles at a time, in the order in which the requests became due, and no more than some hundred a second:
 * each one also costs the status that the agent posts afterwards. An agent that reads slowly loses its turn.
 */
final class BundlesInTurn {

    private static final long LONGEST_TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    /** So many go out at once, for example to all agents of an ordinary fleet. */
    private static final int BURST = 500;

    private static final int PER_SECOND = 500;

    private final int most;
    private final Bucket allowance = Bucket.builder()
            .addLimit(limit -> limit.capacity(BURST).refillGreedy(PER_SECOND, Duration.ofSeconds(1)))
            .build();
    private final Queue<WaitingAgent> due = new ConcurrentLinkedQueue<>();
    private final Map<WaitingAgent, Long> out = new ConcurrentHashMap<>();

    /** @param most how many answers are on their way at a time */
    BundlesInTurn(int most) {
        this.most = most;
    }

    void add(WaitingAgent agent) {
        due.add(agent);
        letOut();
    }

    /** The answer was written, or its client is gone. */
    void ended(WaitingAgent agent) {
        if (out.remove(agent) != null) {
            letOut();
        }
    }

    /** Goes on after a pause, and takes the turns of those that hold them for too long; to be called often. */
    void tick() {
        var now = System.nanoTime();
        out.values().removeIf(since -> now - since > LONGEST_TURN_NANOS);
        letOut();
    }

    private synchronized void letOut() {
        while (out.size() < most && !due.isEmpty() && allowance.tryConsume(1)) {
            var next = due.remove();
            out.put(next, System.nanoTime());
            if (!next.answerWithNext()) {
                out.remove(next);
            }
        }
    }

    /** Answers all of them, however many. */
    synchronized void finish() {
        for (var next = due.poll(); next != null; next = due.poll()) {
            next.answerWithNext();
        }
    }
}
