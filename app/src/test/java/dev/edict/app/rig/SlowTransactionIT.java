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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A transaction holds the log and does not end. */
@Tag("measures")
class SlowTransactionIT {

    /** What the product gives its own sessions. */
    private static final String AS_OUR_OWN = "set idle_in_transaction_session_timeout = '10s'";

    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(3);

    /** For a call to come to the lock, and for the refusal to come back. */
    private static final Duration MARGIN = Duration.ofMillis(500);

    private static final Duration UNTIL_ALL_IS_WELL = Duration.ofSeconds(12);

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
            try (var lock = HeldLock.on(servers, AS_OUR_OWN)) {
                var held = System.nanoTime();
                var answer = api.activate(zone.zoneId(), zone.policySetId(), version);
                var waited = since(held);
                answer.refused(503, "busy");
                assertThat(waited).isBetween(LOCK_TIMEOUT.minus(MARGIN), LOCK_TIMEOUT.plus(MARGIN));

                await("the idle session to be ended")
                        .atMost(UNTIL_ALL_IS_WELL.minus(since(held)))
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
            long slow;
            try (var lock = HeldLock.on(servers)) {
                slow = lock.byHand().register("slow");
                for (var version : zone.versionIds()) {
                    answers.add(CompletableFuture.supplyAsync(
                            () -> api.activate(zone.zoneId(), zone.policySetId(), version)));
                }
                lock.awaitWaiting(2);
                CompletableFuture.runAsync(
                                () -> {}, CompletableFuture.delayedExecutor(Rounds.of(5, 61), TimeUnit.SECONDS))
                        .join();
                lock.commit();
            }
            answers.forEach(answer -> assertThat(answer).succeedsWithin(Duration.ofSeconds(90)));
            assertThat(answers.stream().map(answer -> answer.join().status())).isEqualTo(List.of(202, 202));
            await("the timeline to have the slow event and every other one")
                    .atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(told()).contains(slow).isEqualTo(logged()));
        }
    }

    private static Map<String, String> withoutLimits() {
        var environment = new HashMap<>(servers.environment());
        environment.put("EDICT_LONGEST_TRANSACTION_SECONDS", "120");
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

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    private static List<Long> told() {
        return positions("select sequence from views.timeline order by sequence");
    }

    private static List<Long> logged() {
        return positions("select global_index from events.domain_event order by global_index");
    }

    private static List<Long> positions(String query) {
        return servers.postgres().sql().sql(query).query(Long.class).list();
    }
}
