package dev.edict.app.bench;

import dev.edict.app.Edict;
import dev.edict.replica.BundleIdentity;
import dev.edict.replica.Replica;
import dev.edict.replica.ReplicaSettings;
import dev.edict.replica.ZoneStatus;
import dev.edict.replica.controlplane.ControlPlaneClient;
import dev.edict.replica.controlplane.HttpBundleSource;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/**
 * How long after its commit an activation is enforced by the last of many replicas, and by the last of as many decision
 * points that follow as the contract's token services do ({@link PolledDecisionPoints}), in one run and on the same
 * activations. The first activations are not counted: server and replicas share a virtual machine that compiles their
 * code meanwhile. Prints a table in Markdown, and fails if a replica missed an activation, or the last one comes too late.
 */
final class PropagationBench {

    private static final int REPLICAS = 50;
    private static final int WARM_UP = 400;
    private static final int ACTIVATIONS = 200;
    private static final long PACE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_P99_MILLIS = 250;
    private static final Duration MISSED_AFTER = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private final Edict edict;
    private final Zone zone;
    private final Histogram ours = new Histogram(LONGEST.toMillis(), 3);
    private int missed;

    private PropagationBench(Edict edict) {
        this.edict = edict;
        var governed = edict.api().governed(2);
        this.zone = new Zone(governed.zoneId(), governed.policySetId(), governed.versionIds());
    }

    public static void main(String[] arguments) throws Exception {
        var limits = Map.of("edict.connections.per-address", "0", "edict.concurrency.per-address", "0");
        try (var edict = Edict.with(limits)) {
            new PropagationBench(edict).run();
        }
    }

    private void run() throws Exception {
        var replicas = IntStream.range(0, REPLICAS).mapToObj(this::replica).toList();
        replicas.forEach(Replica::start);
        for (int n = 0; n <= WARM_UP; n++) {
            var next = System.nanoTime() + PACE_NANOS / 4;
            activate(n);
            awaitAll(replicas, n + 1);
            LockSupport.parkNanos(next - System.nanoTime());
        }
        printHeader();
        try (var polled = new PolledDecisionPoints(edict.database(), zone.zoneId(), REPLICAS)) {
            for (int n = WARM_UP + 1; n <= WARM_UP + ACTIVATIONS; n++) {
                var next = System.nanoTime() + PACE_NANOS;
                activate(n);
                measure(replicas, n + 1);
                LockSupport.parkNanos(next - System.nanoTime());
            }
            print("replicas on the feed", String.valueOf(missed), ours);
            print("the same, until an operator sees that it is settled", "–", settled());
            var theirs = polled.delays(measured(), LONGEST);
            print("outbox polled each 250 ms, decision points each 60 s", "–", theirs);
        } finally {
            replicas.forEach(Replica::close);
        }
        if (missed > 0 || ours.getValueAtPercentile(99) > LONGEST_P99_MILLIS) {
            throw new IllegalStateException(
                    "%d loads were missed, or p99 is above %d ms".formatted(missed, LONGEST_P99_MILLIS));
        }
    }

    /** With connections and a cursor of its own, reporting what it enforces. */
    private Replica replica(int n) {
        var client = ControlPlaneClient.at(URI.create("http://127.0.0.1:" + edict.port()), edict::token);
        return new Replica(ReplicaSettings.from(new HttpBundleSource(client))
                .zones(List.of(zone.zoneId()))
                .reportingTo(client, "bench-" + n)
                .loaders(1)
                .build());
    }

    private void activate(int n) {
        edict.api()
                .activate(zone.zoneId(), zone.policySetId(), zone.versionIds().get(n % 2))
                .expect(202);
    }

    /** From the instant at which the log took the event, which is before the commit. */
    private void measure(List<Replica> replicas, long seq) {
        awaitAll(replicas, seq);
        var recordedAt = committed().get(seq);
        var last = replicas.stream()
                .map(this::status)
                .flatMap(Optional::stream)
                .filter(status -> seq(status) == seq)
                .map(ZoneStatus::loadedAt)
                .max(Instant::compareTo);
        last.ifPresent(loadedAt -> ours.recordValue(
                Math.max(0, Duration.between(recordedAt, loadedAt).toMillis())));
    }

    private void awaitAll(List<Replica> replicas, long seq) {
        var deadline = System.nanoTime() + MISSED_AFTER.toNanos();
        while (behind(replicas, seq) > 0 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        missed += (int) behind(replicas, seq);
    }

    private long behind(List<Replica> replicas, long seq) {
        return replicas.stream()
                .filter(replica -> status(replica).map(PropagationBench::seq).orElse(0L) < seq)
                .count();
    }

    private Optional<ZoneStatus> status(Replica replica) {
        return replica.status(zone.zoneId());
    }

    private static long seq(ZoneStatus status) {
        return Optional.ofNullable(status.bundle())
                .map(BundleIdentity::activationSeq)
                .orElse(0L);
    }

    /** From each commit until {@code propagation} says so; the last one may not be settled yet. */
    private Histogram settled() {
        var delays = new Histogram(LONGEST.toMillis(), 3);
        edict.sql()
                .sql(
                        """
                        select greatest(0, extract(epoch from settled_at - committed_at) * 1000)::bigint
                        from bridge.deployment
                        where zone_id = :zone and activation_seq > :warm_up and settled_at is not null
                        """)
                .param("zone", zone.zoneId())
                .param("warm_up", WARM_UP + 1)
                .query(Long.class)
                .list()
                .forEach(delays::recordValue);
        return delays;
    }

    private Map<Long, Instant> measured() {
        var all = committed();
        all.keySet().removeIf(seq -> seq <= WARM_UP + 1);
        return all;
    }

    /** When the log took each activation of the zone, by number. */
    private Map<Long, Instant> committed() {
        return edict
                .sql()
                .sql(
                        """
                        select (payload::json ->> 'activationSeq')::bigint as seq, recorded_at
                        from events.domain_event
                        where aggregate_id = :zone and payload::json ->> 'activationSeq' is not null
                        """)
                .param("zone", zone.zoneId())
                .query((row, n) -> Map.entry(
                        row.getLong("seq"), row.getTimestamp("recorded_at").toInstant()))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, HashMap::new));
    }

    private void printHeader() {
        OUT.printf(
                "| commit to the last of %d, %d activations | missed | p50 ms | p99 ms | longest ms |%n|---|--:|--:|--:|--:|%n",
                REPLICAS, ACTIVATIONS);
    }

    private static void print(String what, String lost, Histogram delays) {
        OUT.printf(
                Locale.ROOT,
                "| %s | %s | %d | %d | %d |%n",
                what,
                lost,
                delays.getValueAtPercentile(50),
                delays.getValueAtPercentile(99),
                delays.getMaxValue());
    }
}
