package dev.edict.app.bench;

import dev.edict.app.Edict;
import dev.edict.command.api.zone.ActivatePolicySetVersion;
import dev.edict.command.api.zone.ExpectedActive;
import io.lettuce.core.RedisClient;
import io.lettuce.core.XReadArgs;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.HdrHistogram.Histogram;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;

/**
 * Activations per second of the product and of {@link HandWrittenActivations}, in turns and on the same embedded
 * PostgreSQL (fsync on); then how long after its commit an activation is on the stream. Prints a table in Markdown.
 */
final class ActivationBench {

    private static final int[] CLIENTS = {1, 4, 8};
    private static final int TURNS = 2;
    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final Duration TURN = Duration.ofSeconds(5);
    private static final int PACED = 400;
    private static final long PACE_NANOS = TimeUnit.MILLISECONDS.toNanos(25);
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private final Edict edict;
    private final DataSource pool;

    private ActivationBench(Edict edict) {
        this.edict = edict;
        this.pool = edict.bean("writePool", DataSource.class);
    }

    public static void main(String[] arguments) throws Exception {
        try (var edict = new Edict()) {
            var bench = new ActivationBench(edict);
            OUT.println("| clients | product/s | p50 ms | p99 ms | hand-written/s | p50 ms | p99 ms | ratio |");
            OUT.println("|--:|--:|--:|--:|--:|--:|--:|--:|");
            for (int clients : CLIENTS) {
                bench.compare(clients);
            }
            bench.timeToStream();
        }
    }

    private void compare(int clients) throws Exception {
        var theirZones = zones(clients);
        var ourZones = zones(clients);
        var handWritten = theirZones.stream()
                .map(zone -> new HandWrittenActivations(pool, zone))
                .toList();
        var product = ourZones.stream().map(this::product).toList();
        var ours = new Round();
        var theirs = new Round();
        new Round().add(product, ourZones, WARM_UP);
        new Round().add(handWritten, theirZones, WARM_UP);
        for (int turn = 0; turn < TURNS; turn++) {
            ours.add(product, ourZones, TURN);
            theirs.add(handWritten, theirZones, TURN);
        }
        OUT.printf(
                Locale.ROOT,
                "| %d | %.0f | %s | %s | %.0f | %s | %s | %.2f |%n",
                clients,
                ours.perSecond(),
                ours.millis(50),
                ours.millis(99),
                theirs.perSecond(),
                theirs.millis(50),
                theirs.millis(99),
                ours.perSecond() / theirs.perSecond());
    }

    private Activations product(Zone zone) {
        var gateway = edict.bean(CommandGateway.class);
        return versionId -> gateway.sendAndWait(new GenericCommandMessage<>(
                new ActivatePolicySetVersion(
                        zone.zoneId(),
                        zone.policySetId(),
                        versionId,
                        ExpectedActive.unstated(),
                        null,
                        null,
                        null,
                        UUID.randomUUID().toString()),
                Map.of("actor", "bench", "requestId", "bench")));
    }

    private List<Zone> zones(int count) {
        var zones = new ArrayList<Zone>();
        for (int i = 0; i < count; i++) {
            var governed = edict.api().governed(2);
            zones.add(new Zone(governed.zoneId(), governed.policySetId(), governed.versionIds()));
        }
        return zones;
    }

    @SuppressWarnings("unchecked") // the varargs are Lettuce's
    private void timeToStream() throws Exception {
        var zone = zones(1).get(0);
        var client = product(zone);
        var delays = new Histogram(60_000_000, 3);
        var redis = RedisClient.create(edict.redis());
        try (var connection = redis.connect()) {
            awaitDrained();
            var position = "$";
            for (int n = 0; n < PACED; n++) {
                var from = XReadArgs.StreamOffset.from("caracal.policy.invalidate", position);
                var entry = connection.async().xread(XReadArgs.Builder.block(Duration.ofSeconds(30)), from);
                // until the blocking read waits at the server
                LockSupport.parkNanos(PACE_NANOS);
                client.activate(zone.versionIds().get(n % 2));
                var committed = System.nanoTime();
                var arrived = entry.get(30, TimeUnit.SECONDS);
                delays.recordValue(Math.max(0, System.nanoTime() - committed) / 1_000);
                position = arrived.get(arrived.size() - 1).getId();
            }
        } finally {
            redis.shutdown();
        }
        OUT.printf(
                Locale.ROOT,
                "%ncommit to stream, %d activations: p50 %.1f ms, p99 %.1f ms%n",
                PACED,
                delays.getValueAtPercentile(50) / 1e3,
                delays.getValueAtPercentile(99) / 1e3);
    }

    /** The rounds before have left a queue. */
    private void awaitDrained() {
        while (edict.sql()
                        .sql("select count(*) from bridge.outbox where sent_at is null")
                        .query(Long.class)
                        .single()
                > 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
    }
}
