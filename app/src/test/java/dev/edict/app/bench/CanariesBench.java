package dev.edict.app.bench;

import dev.edict.app.Documents;
import dev.edict.app.Edict;
import dev.edict.replica.Replica;
import dev.edict.replica.ReplicaSettings;
import dev.edict.replica.controlplane.ControlPlaneClient;
import dev.edict.replica.controlplane.HttpBundleSource;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import tools.jackson.databind.json.JsonMapper;

/**
 * How long after its commit an activation is proven by all canaries of its zone on all of many replicas, what that
 * stores, and for how long a report waits meanwhile. Prints a table in Markdown, and fails if canaries did not pass.
 */
final class CanariesBench {

    private static final int REPLICAS = 50;
    private static final int CANARIES = 200;
    private static final int WARM_UP = 10;
    private static final int ACTIVATIONS = 20;
    private static final long PACE_NANOS = TimeUnit.SECONDS.toNanos(6);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private final Edict edict;
    private final Zone zone;

    private CanariesBench(Edict edict) {
        this.edict = edict;
        var governed = edict.api().governed(2);
        this.zone = new Zone(governed.zoneId(), governed.policySetId(), governed.versionIds());
    }

    public static void main(String[] arguments) {
        var limits = Map.of("edict.connections.per-address", "0", "edict.concurrency.per-address", "0");
        try (var edict = Edict.with(limits)) {
            new CanariesBench(edict).run();
        }
    }

    private void run() {
        IntStream.range(0, CANARIES).forEach(this::define);
        var replicas = IntStream.range(0, REPLICAS).mapToObj(this::replica).toList();
        replicas.forEach(Replica::start);
        try {
            for (int n = 0; n < WARM_UP + ACTIVATIONS; n++) {
                var next = System.nanoTime() + PACE_NANOS;
                edict.api()
                        .activate(
                                zone.zoneId(),
                                zone.policySetId(),
                                zone.versionIds().get(n % 2))
                        .expect(202);
                LockSupport.parkNanos(next - System.nanoTime());
            }
            LockSupport.parkNanos(PACE_NANOS);
            print();
        } finally {
            replicas.forEach(Replica::close);
        }
        requireAllPassed();
    }

    private void define(int n) {
        var body = Map.of("input", Documents.mint(zone.zoneId(), "label-" + n, "ledger:read"), "expect", "deny");
        edict.api()
                .send(
                        "PUT",
                        "/v1/zones/%s/canaries/canary-%d".formatted(zone.zoneId(), n),
                        JsonMapper.shared().writeValueAsString(body),
                        Map.of("content-type", "application/json"))
                .expect(201);
    }

    private Replica replica(int n) {
        var client = ControlPlaneClient.at(URI.create("http://127.0.0.1:" + edict.port()), edict::token);
        return new Replica(ReplicaSettings.from(new HttpBundleSource(client))
                .zones(List.of(zone.zoneId()))
                .reportingTo(client, "bench-" + n)
                .loaders(1)
                .build());
    }

    private void print() {
        OUT.printf(
                "| %d replicas × %d canaries, 10 activations/min | p50 ms | p99 ms | longest ms |%n|---|--:|--:|--:|%n",
                REPLICAS, CANARIES);
        print("commit to the last load reported (settled)", "settled_at");
        print("commit to the last answer", "last_answer");
        OUT.printf(
                Locale.ROOT,
                "%nRows of canary_events an activation: %d, with indexes %d KiB each.%n",
                ofAnActivation("select count(*) from bridge.canary_events"),
                ofAnActivation(
                                """
                                select coalesce(sum(pg_total_relation_size(inhrelid)), 0)::bigint from pg_inherits
                                where inhparent = 'bridge.canary_events'::regclass
                                """)
                        / 1024);
    }

    private void print(String what, String until) {
        var delays = new Histogram(LONGEST.toMillis(), 3);
        edict.sql()
                .sql(
                        """
                        select greatest(0, extract(epoch from %s - committed_at) * 1000)::bigint
                        from bridge.deployment d
                        cross join lateral (select max(recorded_at) as last_answer from bridge.canary_run r
                            where r.zone_id = d.zone_id and r.activation_seq = d.activation_seq) answers
                        where zone_id = :zone and activation_seq > :warm_up and %s is not null
                        """
                                .formatted(until, until))
                .param("zone", zone.zoneId())
                .param("warm_up", WARM_UP)
                .query(Long.class)
                .list()
                .forEach(delays::recordValue);
        OUT.printf(
                Locale.ROOT,
                "| %s | %d | %d | %d |%n",
                what,
                delays.getValueAtPercentile(50),
                delays.getValueAtPercentile(99),
                delays.getMaxValue());
    }

    private long ofAnActivation(String total) {
        return edict.owner().sql(total).query(Long.class).single() / (WARM_UP + ACTIVATIONS);
    }

    private void requireAllPassed() {
        var others = edict.sql()
                .sql(
                        """
                        select count(*) from bridge.deployment
                        where zone_id = :zone and canaries_state is distinct from 'passed'
                        """)
                .param("zone", zone.zoneId())
                .query(Long.class)
                .single();
        if (others > 0) {
            throw new IllegalStateException("the canaries of %d activations did not pass".formatted(others));
        }
    }
}
