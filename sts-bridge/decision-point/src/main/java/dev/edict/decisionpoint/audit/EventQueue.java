package dev.edict.decisionpoint.audit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Events in memory, bounded in number and in bytes. Many threads offer, one takes. */
final class EventQueue {

    static final long MOST_BYTES = 64L << 20;
    static final int MOST_AT_ONCE = 1_000;
    static final int MOST_BYTES_AT_ONCE = 4 << 20;

    private final BlockingQueue<QueuedEntry> events;
    private final AtomicLong bytes = new AtomicLong();

    EventQueue(int most) {
        this.events = new ArrayBlockingQueue<>(most);
    }

    /** Returns at once; false if there is no room. */
    boolean offer(QueuedEntry event) {
        var weight = event.event().weight();
        if (bytes.addAndGet(weight) <= MOST_BYTES && events.offer(event)) {
            return true;
        }
        bytes.addAndGet(-weight);
        return false;
    }

    /** The oldest events, as they are there; waits for the first one, and is empty if none comes. */
    List<QueuedEntry> take(Duration patience) throws InterruptedException {
        var batch = new ArrayList<QueuedEntry>();
        var first = events.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
            taken(batch, first);
            fill(batch);
        }
        return batch;
    }

    /** Adds the oldest events that are there to a batch, within what it may have. */
    void fill(List<QueuedEntry> batch) {
        var size = batch.stream().mapToInt(queued -> queued.event().weight()).sum();
        while (batch.size() < MOST_AT_ONCE && size < MOST_BYTES_AT_ONCE) {
            var next = events.poll();
            if (next == null) {
                return;
            }
            size += next.event().weight();
            taken(batch, next);
        }
    }

    private void taken(List<QueuedEntry> batch, QueuedEntry event) {
        batch.add(event);
        bytes.addAndGet(-event.event().weight());
    }

    /** Takes an event back; false if it was taken meanwhile. */
    boolean remove(QueuedEntry event) {
        var removed = events.remove(event);
        if (removed) {
            bytes.addAndGet(-event.event().weight());
        }
        return removed;
    }

    int size() {
        return events.size();
    }

    Duration oldestAge() {
        var oldest = events.peek();
        return oldest == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - oldest.sinceNanos());
    }
}
