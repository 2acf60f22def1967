package dev.edict.query.trail.live;

import static org.awaitility.Awaitility.await;

import dev.edict.query.trail.TimelineEntry;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Remembers what it received; it can be slow or broken. */
final class RecordingClient implements StreamClient {

    private final List<Long> sequences = new CopyOnWriteArrayList<>();
    private final AtomicInteger heartbeats = new AtomicInteger();
    private CountDownLatch gate = new CountDownLatch(0);
    private boolean isBroken;
    private volatile long begun = -1;
    private volatile boolean isBlocking;
    private volatile boolean isRestarted;
    private volatile boolean isEnded;
    private volatile String refusal = "";
    private Duration slowness = Duration.ZERO;

    RecordingClient thatBlocks() {
        gate = new CountDownLatch(1);
        return this;
    }

    RecordingClient thatTakes(Duration perCall) {
        slowness = perCall;
        return this;
    }

    RecordingClient thatFails() {
        isBroken = true;
        return this;
    }

    void unblock() {
        gate.countDown();
    }

    @Override
    public void begin(long sequence) {
        begun = sequence;
    }

    @Override
    public void send(List<TimelineEntry> entries) throws IOException {
        if (isBroken) {
            throw new IOException("broken pipe");
        }
        isBlocking = true;
        LockSupport.parkNanos(slowness.toNanos());
        try {
            if (!gate.await(1, TimeUnit.MINUTES)) {
                throw new IOException("write timed out");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        isBlocking = false;
        entries.forEach(entry -> sequences.add(entry.sequence()));
    }

    @Override
    public void keepAlive() {
        heartbeats.incrementAndGet();
    }

    @Override
    public void restart() {
        isRestarted = true;
    }

    @Override
    public void refuse(String code) {
        refusal = code;
    }

    @Override
    public void end() {
        isEnded = true;
        if (isBroken) {
            throw new IllegalStateException("the container has ended it");
        }
    }

    List<Long> sequences() {
        return sequences;
    }

    void awaitSequences(long... expected) {
        var wanted = Arrays.stream(expected).boxed().toList();
        await("the entries " + wanted).atMost(Duration.ofSeconds(10)).until(() -> sequences.equals(wanted));
    }

    /** Where the stream begins; -1 before it said so. */
    long begun() {
        return begun;
    }

    int heartbeats() {
        return heartbeats.get();
    }

    boolean isBlocking() {
        return isBlocking;
    }

    boolean isRestarted() {
        return isRestarted;
    }

    String refusal() {
        return refusal;
    }

    boolean isEnded() {
        return isEnded;
    }
}
