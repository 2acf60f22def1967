package dev.edict.app.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.app.Api;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node starts before its servers do. */
@Tag("measures")
class StartWithoutServersIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    @Test
    void a_node_waits_for_postgresql_serves_without_redis_and_says_what_is_missing() throws Exception {
        try (var servers = RigServers.start(folder)) {
            servers.postgres().close();
            servers.redis().stop();
            try (var node = NodeProcess.quick(servers.environment()).start()) {
                await("the node to answer").atMost(SOON).until(() -> node.status("/health") == 200);
                var api = new Api(node.port(), RigServers.TOKEN);
                assertThat(api.get("/ready").expect(503).json().toString())
                        .isEqualTo("{\"ok\":false,\"error\":\"postgres_unreachable\",\"dependency\":\"postgres\"}");
                assertThat(api.get("/v1/zones")
                                .refused(503, "starting")
                                .headers()
                                .firstValue("retry-after"))
                        .hasValue("1");

                servers.postgres().start();
                await("ready soon after PostgreSQL is")
                        .atMost(Duration.ofSeconds(5))
                        .pollInterval(Duration.ofMillis(50))
                        .until(() -> node.status("/ready") == 200);
                rollBack(api);
                assertDegraded(api, "redis");

                servers.redis().start();
                await("Redis to be found again")
                        .atMost(Duration.ofSeconds(5))
                        .until(() -> api.get("/ready").json().toString().equals("{\"ok\":true}"));
            }
        }
    }

    /** A rollback must be possible without the servers that may be missing. */
    private static void rollBack(Api api) {
        var zone = api.governed(2);
        for (var version : zone.versionIds()) {
            api.activate(zone.zoneId(), zone.policySetId(), version).expect(202);
        }
        api.send(
                        "POST",
                        "/v1/zones/%s/rollback".formatted(zone.zoneId()),
                        "{\"reason\":\"bad deploy\"}",
                        Map.of("content-type", "application/json"))
                .expect(202);
    }

    private static void assertDegraded(Api api, String what) {
        await("the watch on Redis to have looked").atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(
                        api.get("/ready").expect(200).json().path("degraded"))
                .hasToString("[\"%s\"]".formatted(what)));
    }
}
