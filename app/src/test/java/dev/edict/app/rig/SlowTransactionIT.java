package dev.edict.app.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.app.Api;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A transaction holds the log and does not end. */
class SlowTransactionIT {

    /** What the product gives its own sessions. */
    private static final String AS_OUR_OWN = "set idle_in_transaction_session_timeout = '10s'";

    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(3);

    @TempDir
    private static Path folder;

    private static RigServers servers;

    @BeforeAll
    static void servers() {
        servers = RigServers.start(folder);
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    @Test
    void the_others_are_refused_within_3_seconds_and_all_is_well_within_12() throws Exception {
        try (var node = NodeProcess.quick(servers.environment()).start()) {
            node.awaitReady();
            var api = new Api(node.port(), RigServers.TOKEN);
            var zone = api.governed(1);
            var version = zone.versionIds().get(0);
            var held = System.nanoTime();
            try (var lock = HeldLock.on(servers, AS_OUR_OWN)) {
                var answer = api.activate(zone.zoneId(), zone.policySetId(), version);
                var waited = Duration.ofNanos(System.nanoTime() - held);
                answer.refused(503, "busy");
                assertThat(waited).isBetween(LOCK_TIMEOUT.minusMillis(500), LOCK_TIMEOUT.plusSeconds(1));

                await("the idle session to be ended")
                        .atMost(Duration.ofSeconds(12).minus(LOCK_TIMEOUT))
                        .until(() -> api.activate(zone.zoneId(), zone.policySetId(), version)
                                        .status()
                                == 202);
                assertThat(lock.isHeld()).isFalse();
            }
        }
    }

    @Test
    void with_the_limits_off_everybody_waits_and_no_processor_skips_anything() throws Exception {
        try (var node = NodeProcess.quick(withoutLimits()).start()) {
            node.awaitReady();
            var api = new Api(node.port(), RigServers.TOKEN);
            var zone = api.governed(2);
            var answers = new ArrayList<CompletableFuture<Api.Answer>>();
            try (var lock = HeldLock.on(servers)) {
                for (var version : zone.versionIds()) {
                    answers.add(CompletableFuture.supplyAsync(
                            () -> api.activate(zone.zoneId(), zone.policySetId(), version)));
                }
                lock.awaitWaiting(2);
                CompletableFuture.runAsync(
                                () -> {}, CompletableFuture.delayedExecutor(Rounds.of(5, 61), TimeUnit.SECONDS))
                        .join();
            }
            answers.forEach(answer -> assertThat(answer).succeedsWithin(Duration.ofSeconds(90)));
            assertThat(answers.stream().map(answer -> answer.join().status())).isEqualTo(List.of(202, 202));
            await("the timeline to have every event of the log")
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> count("views.timeline") == count("events.domain_event"));
        }
    }

    private static Map<String, String> withoutLimits() {
        var environment = new HashMap<>(servers.environment());
        var options = "-c lock_timeout=0 -c statement_timeout=0 -c idle_in_transaction_session_timeout=0";
        environment.put(
                "DATABASE_URL",
                "%s?socketTimeout=0&options=%s"
                        .formatted(
                                environment.get("DATABASE_URL"),
                                URLEncoder.encode(options, StandardCharsets.UTF_8)
                                        .replace("+", "%20")));
        return environment;
    }

    private static long count(String table) {
        return servers.postgres()
                .sql()
                .sql("select count(*) from " + table)
                .query(Long.class)
                .single();
    }
}
