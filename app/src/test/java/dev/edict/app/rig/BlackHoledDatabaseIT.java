package dev.edict.app.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.app.Api;
import dev.edict.app.rig.Operation.Intent;
import dev.edict.app.rig.Operation.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The connection to PostgreSQL drops everything without an error, or delivers it late. */
@Tag("measures")
class BlackHoledDatabaseIT {

    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(15);
    private static final Duration LONGEST_RECOVERY = Duration.ofSeconds(10);
    private static final int CLIENTS = 20;

    /** A command is some fifteen round trips, so that it would take longer than it may. */
    private static final Duration SLOWNESS = Duration.ofMillis(600);

    @TempDir
    private static Path folder;

    private static RigServers servers;
    private static TcpProxy way;
    private static NodeProcess node;
    private static Api api;
    private static final ExecutorService THREADS = Executors.newCachedThreadPool();
    private Load.Zone zone;
    private final History history = new History();
    private final Queue<Duration> times = new ConcurrentLinkedQueue<>();

    @BeforeAll
    static void a_node_that_reaches_postgresql_through_a_proxy() {
        servers = RigServers.start(folder);
        way = TcpProxy.to(servers.postgres().port());
        node = NodeProcess.quick(through(way)).start();
        node.awaitReady();
        api = new Api(node.port(), RigServers.TOKEN);
    }

    @AfterAll
    static void stop() throws Exception {
        THREADS.shutdownNow();
        node.kill();
        way.close();
        servers.close();
    }

    @BeforeEach
    void a_zone() {
        zone = Load.Zone.author(api);
    }

    @AfterEach
    void nothing_is_lost() {
        Checker.assertEveryPromiseIsKept(history, servers.evidence());
    }

    @Test
    void no_request_takes_longer_than_15_seconds_and_all_is_well_within_10_of_the_end() throws Exception {
        way.swallow();
        var calls = callFor(Duration.ofSeconds(Rounds.of(6, 20)));
        await("readiness to be withdrawn").atMost(Duration.ofSeconds(6)).until(() -> node.status("/ready") == 503);
        var asked = System.nanoTime();
        assertThat(node.status("/ready")).isEqualTo(503);
        assertThat(elapsed(asked)).isLessThan(Duration.ofSeconds(1));
        calls.get(60, TimeUnit.SECONDS);
        assertThat(history.operations())
                .as("answers out of the black hole")
                .allMatch(operation -> operation.detail().contains("503"));
        way.heal();
        var healed = System.nanoTime();

        await("readiness to be back").atMost(LONGEST_RECOVERY).until(() -> node.status("/ready") == 200);
        await("changes to be possible again")
                .atMost(LONGEST_RECOVERY.minus(elapsed(healed)))
                .until(() -> activate().outcome() == Outcome.OK);
        assertThat(times).hasSizeGreaterThanOrEqualTo(CLIENTS);
        assertThat(Collections.max(times)).isLessThan(LONGEST_REQUEST);
    }

    @Test
    void no_request_takes_longer_than_15_seconds_of_a_database_that_answers_late() throws Exception {
        way.delay(SLOWNESS);
        callFor(Duration.ofSeconds(1)).get(60, TimeUnit.SECONDS);
        way.heal();
        assertThat(times).hasSizeGreaterThanOrEqualTo(CLIENTS);
        assertThat(Collections.max(times)).isLessThan(LONGEST_REQUEST);
        await("changes to be possible again")
                .atMost(LONGEST_RECOVERY)
                .until(() -> activate().outcome() == Outcome.OK);
    }

    private CompletableFuture<Void> callFor(Duration duration) {
        var end = System.nanoTime() + duration.toNanos();
        return CompletableFuture.allOf(IntStream.range(0, CLIENTS)
                .mapToObj(n -> CompletableFuture.runAsync(() -> callUntil(end, n % 2 == 0), THREADS))
                .toArray(CompletableFuture[]::new));
    }

    private void callUntil(long end, boolean reading) {
        while (System.nanoTime() < end) {
            var began = System.nanoTime();
            if (reading) {
                new Client(api, history).call(Intent.read(zone.zoneId()));
            } else {
                activate();
            }
            times.add(elapsed(began));
        }
    }

    private Operation activate() {
        return new Client(api, history)
                .call(Intent.activate(zone.zoneId(), zone.versions().get(0)));
    }

    private static Duration elapsed(long since) {
        return Duration.ofNanos(System.nanoTime() - since);
    }

    private static Map<String, String> through(TcpProxy way) {
        var environment = new HashMap<>(servers.environment());
        environment.put("DATABASE_URL", servers.postgres().url(way.port()));
        return environment;
    }
}
