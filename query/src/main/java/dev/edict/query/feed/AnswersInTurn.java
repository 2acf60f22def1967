package dev.edict.query.feed;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.springframework.web.context.request.async.DeferredResult;

/**
 * Lets out a few answers at a time, in the order in which they came, and no more than a few hundred a second, so that
 * changes that a thousand wait for leave the processors to other requests. A client that reads its answer slowly loses
 * its turn, so that the others go on.
 */
final class AnswersInTurn {

    private static final long LONGEST_TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    /** So many come at once, for example to all decision points of an ordinary fleet. */
    private static final int BURST = 200;

    private static final int PER_SECOND = 200;

    private record Answer(DeferredResult<FeedPage> request, FeedPage page) {}

    private final int most;
    private final Bucket allowance = Bucket.builder()
            .addLimit(limit -> limit.capacity(BURST).refillGreedy(PER_SECOND, Duration.ofSeconds(1)))
            .build();
    private final Queue<Answer> waiting = new ConcurrentLinkedQueue<>();
    private final Map<DeferredResult<FeedPage>, Long> out = new ConcurrentHashMap<>();

    /** @param most how many answers are on their way at a time */
    AnswersInTurn(int most) {
        this.most = most;
    }

    void add(DeferredResult<FeedPage> request, FeedPage page) {
        waiting.add(new Answer(request, page));
        letOut();
    }

    /** The answer was written, or its client is gone. */
    void ended(DeferredResult<FeedPage> request) {
        if (out.remove(request) != null) {
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
        while (out.size() < most && !waiting.isEmpty() && allowance.tryConsume(1)) {
            var next = waiting.remove();
            out.put(next.request(), System.nanoTime());
            if (!next.request().setResult(next.page())) {
                out.remove(next.request());
            }
        }
    }

    /** Lets all of them out, however many. */
    synchronized void finish() {
        for (var next = waiting.poll(); next != null; next = waiting.poll()) {
            next.request().setResult(next.page());
        }
    }
}
