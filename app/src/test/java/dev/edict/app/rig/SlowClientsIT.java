package dev.edict.app.rig;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.app.Api;
import dev.edict.app.SlowClients;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The number of slow clients that once locked everybody out, from the address of the client that they must not disturb.
 * {@code SlowClientsTest} has a few of each in every build.
 */
@Tag("measures")
@EnabledIfSystemProperty(named = "edict.soak", matches = "true")
class SlowClientsIT {

    private static final int DRIPPING = 250;
    private static final int IDLE = 8_000;
    private static final int CALLS = 2_000;
    private static final int MOST_SLOWED_DOWN = 3;
    private static final Duration READY = Duration.ofSeconds(1);

    @TempDir
    private static Path folder;

    @Test
    void two_hundred_and_fifty_that_drip_and_eight_thousand_that_idle_slow_down_nobody() throws Exception {
        try (var servers = RigServers.start(folder);
                var node = NodeProcess.lasting(environment(servers))) {
            node.start().awaitReady();
            var api = new Api(node.port(), RigServers.TOKEN);
            var zone = "/v1/zones/" + api.zone();
            p99(api, zone);
            var undisturbed = p99(api, zone);
            try (var slow = new SlowClients(node.port())) {
                var over = new AtomicBoolean();
                var slowest = CompletableFuture.supplyAsync(() -> slowestReadiness(api, over));
                begin(slow, api);
                var disturbed = p99(api, zone);
                over.set(true);
                System.out.printf(
                        "p99 %d us alone, %d us beside slow clients; slowest /ready %d us%n",
                        undisturbed / 1_000, disturbed / 1_000, slowest.join() / 1_000);
                assertThat(disturbed).isLessThanOrEqualTo(MOST_SLOWED_DOWN * undisturbed);
                assertThat(Duration.ofNanos(slowest.join())).isLessThan(READY);
            }
        }
    }

    /** With the limits that it has by itself, but for how many requests a minute. */
    private static Map<String, String> environment(RigServers servers) {
        var environment = new HashMap<>(servers.environment());
        environment.put("EDICT_REQUESTS_PER_TOKEN", "32");
        return environment;
    }

    private static void begin(SlowClients slow, Api api) throws IOException {
        var token = Map.of("name", "slow", "scope", "global", "capability", "read");
        slow.drip(
                DRIPPING,
                "POST /v1/policies/validate HTTP/1.1\r\nhost: e\r\ncontent-type: application/json\r\n"
                        + "authorization: Bearer %s\r\ncontent-length: 1000\r\n\r\n"
                                .formatted(api.post("/v1/admin-tokens", token).text("token")),
                ' ',
                3_000);
        slow.idle(IDLE);
    }

    private static long p99(Api api, String path) {
        var times = new long[CALLS];
        for (int n = 0; n < CALLS; n++) {
            var began = System.nanoTime();
            api.get(path).expect(200);
            times[n] = System.nanoTime() - began;
        }
        Arrays.sort(times);
        return times[CALLS * 99 / 100];
    }

    private static long slowestReadiness(Api api, AtomicBoolean over) {
        long slowest = 0;
        while (!over.get()) {
            var began = System.nanoTime();
            api.get("/ready").expect(200);
            slowest = Math.max(slowest, System.nanoTime() - began);
        }
        return slowest;
    }
}
