package dev.edict.app.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.app.Api;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way to PostgreSQL swallows everything, which no error tells. */
class BlackHoledDatabaseIT {

    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(15);
    private static final int CLIENTS = 20;
    private static final int SECONDS_OF_CALLS = Rounds.of(6, 20);

    @TempDir
    private Path folder;

    @Test
    void no_request_takes_longer_than_15_seconds_and_all_is_well_within_10_of_the_end() throws Exception {
        try (var servers = RigServers.start(folder);
                var way = TcpProxy.to(servers.postgres().port());
                var node = NodeProcess.quick(through(servers, way)).start()) {
            node.awaitReady();
            var api = new Api(node.port(), RigServers.TOKEN);
            var zone = api.governed(1);
            var times = new ConcurrentLinkedQueue<Duration>();

            way.swallow();
            var clients = IntStream.range(0, CLIENTS)
                    .mapToObj(n -> CompletableFuture.runAsync(() -> callFor(SECONDS_OF_CALLS, api, zone, times)))
                    .toArray(CompletableFuture[]::new);
            await("readiness to be withdrawn").atMost(Duration.ofSeconds(6)).until(() -> node.status("/ready") == 503);
            var asked = System.nanoTime();
            assertThat(node.status("/ready")).isEqualTo(503);
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(1));
            CompletableFuture.allOf(clients).join();
            way.heal();

            await("changes to be possible again")
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> api.activate(
                                            zone.zoneId(),
                                            zone.policySetId(),
                                            zone.versionIds().get(0))
                                    .status()
                            == 202);
            await("readiness to be back").atMost(Duration.ofSeconds(10)).until(() -> node.status("/ready") == 200);
            assertThat(times)
                    .hasSizeGreaterThanOrEqualTo(CLIENTS)
                    .allMatch(time -> time.compareTo(LONGEST_REQUEST) < 0);
        }
    }

    private static void callFor(int seconds, Api api, Api.Governed zone, Queue<Duration> times) {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (System.nanoTime() < end) {
            var began = System.nanoTime();
            var answer = times.size() % 2 == 0
                    ? api.get("/v1/zones")
                    : api.activate(
                            zone.zoneId(), zone.policySetId(), zone.versionIds().get(0));
            times.add(Duration.ofNanos(System.nanoTime() - began));
            assertThat(answer.status()).as(answer.body()).isEqualTo(503);
        }
    }

    private static Map<String, String> through(RigServers servers, TcpProxy way) {
        var environment = new HashMap<>(servers.environment());
        environment.put("DATABASE_URL", servers.postgres().url(way.port()));
        return environment;
    }
}
