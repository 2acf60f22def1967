package dev.edict.app.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Decision points that follow a zone as the contract's do (§4.1, §5, §6.2): an outbox that is read each 250 ms announces
 * to one consumer group, so that one of them is told at once, and each of them polls every 60 s.
 */
final class PolledDecisionPoints implements AutoCloseable {

    private static final long OUTBOX_MILLIS = 250;
    private static final long POLL_MILLIS = 60_000;
    private static final int THREADS = 2;

    private final JdbcClient tables;
    private final String zoneId;
    private final List<DecisionPoint> decisionPoints;
    private final ScheduledExecutorService timers = Executors.newScheduledThreadPool(THREADS);
    private final AtomicLong announced = new AtomicLong();

    /** When a decision point first enforced each activation, or a newer one. */
    private record DecisionPoint(List<Load> loads) {}

    private record Load(long seq, Instant at) {}

    PolledDecisionPoints(DataSource database, String zoneId, int count) {
        this.tables = JdbcClient.create(database);
        this.zoneId = zoneId;
        this.decisionPoints = Stream.generate(() -> new DecisionPoint(new CopyOnWriteArrayList<>()))
                .limit(count)
                .toList();
        var outbox = timers.scheduleWithFixedDelay(this::relay, 0, OUTBOX_MILLIS, TimeUnit.MILLISECONDS);
        var polls = decisionPoints.stream()
                .map(one -> timers.scheduleAtFixedRate(
                        () -> load(one),
                        ThreadLocalRandom.current().nextLong(POLL_MILLIS),
                        POLL_MILLIS,
                        TimeUnit.MILLISECONDS))
                .toList();
        if (outbox.isDone() || polls.isEmpty()) {
            throw new IllegalStateException("nothing polls");
        }
    }

    private void relay() {
        var seq = governing();
        if (announced.getAndSet(seq) < seq) {
            load(decisionPoints.get(ThreadLocalRandom.current().nextInt(decisionPoints.size())));
        }
    }

    private void load(DecisionPoint one) {
        var seq = governing();
        if (one.loads.isEmpty() || one.loads.get(one.loads.size() - 1).seq < seq) {
            one.loads.add(new Load(seq, Instant.now()));
        }
    }

    private long governing() {
        return tables.sql("select activation_seq from views.zone_activations where zone_id = :zone")
                .param("zone", zoneId)
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    /** From each commit until the last of them enforced it or a newer one, in milliseconds; waits for the last poll. */
    Histogram delays(Map<Long, Instant> committed, Duration longest) {
        var newest =
                committed.keySet().stream().mapToLong(Long::longValue).max().orElseThrow();
        var deadline = System.nanoTime() + longest.toNanos();
        while (decisionPoints.stream().anyMatch(one -> at(one, newest) == null) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
        }
        var delays = new Histogram(longest.toMillis(), 3);
        committed.forEach((seq, at) -> decisionPoints.stream()
                .map(one -> at(one, seq))
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .ifPresent(last -> delays.recordValue(
                        Math.min(longest.toMillis(), Duration.between(at, last).toMillis()))));
        return delays;
    }

    private static @Nullable Instant at(DecisionPoint one, long seq) {
        return one.loads.stream()
                .filter(load -> load.seq >= seq)
                .map(Load::at)
                .findFirst()
                .orElse(null);
    }

    @Override
    public void close() {
        timers.shutdownNow();
    }
}
