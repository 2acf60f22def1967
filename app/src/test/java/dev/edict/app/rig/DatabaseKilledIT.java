package dev.edict.app.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.app.Api;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL is killed under load and comes back: no acknowledged command is lost, and Edict needs no restart. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("measures")
class DatabaseKilledIT {

    private static final Duration LONGEST_RECOVERY = Duration.ofSeconds(10);

    /** The pause between two attempts of a pool to connect grows to five seconds, and readiness is asked about twice a second. */
    private static final Duration LONGEST_UNREADINESS = Duration.ofSeconds(7);

    @TempDir
    private static Path folder;

    private static RigServers servers;
    private static NodeProcess node;
    private static Api api;
    private static List<Load.Zone> zones;
    private final History history = new History();
    private final Measured unreadiness = new Measured(LONGEST_UNREADINESS);

    @BeforeAll
    static void a_node() {
        servers = RigServers.start(folder);
        node = NodeProcess.quick(servers.environment()).start();
        node.awaitReady();
        api = new Api(node.port(), RigServers.TOKEN);
        zones = Load.Zone.author(api, 4);
    }

    @AfterAll
    static void stop() throws Exception {
        node.kill();
        servers.close();
    }

    @Test
    @Order(1)
    void no_acknowledged_command_is_lost_writes_succeed_again_within_10_seconds_and_readiness_is_back_within_7() {
        try (var load = Load.start(history, List.of(api), zones, 2, 60)) {
            for (int cycle = 0; cycle < Rounds.of(2, 10); cycle++) {
                awaitSuccesses(20, load.toString());
                servers.postgres().kill();
                awaitFailure();
                servers.postgres().start();
                var back = System.nanoTime();
                awaitSuccesses(1, "writes to succeed again");
                await("readiness to be back")
                        .atMost(LONGEST_RECOVERY)
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> node.status("/ready") == 200);
                unreadiness.add("cycle " + cycle, Duration.ofNanos(System.nanoTime() - back));
            }
            awaitSuccesses(20, load.toString());
        }
        Checker.assertEveryPromiseIsKept(history, servers.evidence());
        unreadiness.assertWithinLimit();
    }

    /** The control, last because of what it leaves: the very same, were commands acknowledged before they are on disk. */
    @Test
    @Order(2)
    void with_a_database_that_acknowledges_too_early_commands_would_be_lost_and_missed() {
        servers.postgres().acknowledgeTooEarly();
        try (var load = Load.start(history, List.of(api), zones, 2, 60)) {
            awaitSuccesses(20, load.toString());
            servers.postgres().kill();
        }
        servers.postgres().start();
        assertThat(new Checker(RigServers.STREAMS_KEY)
                        .violations(history.operations(), servers.evidence().collect()))
                .extracting(Violation::promise)
                .contains(Violation.Promise.K1);
    }

    private void awaitSuccesses(int commands, String why) {
        var now = history.now();
        await(why)
                .atMost(LONGEST_RECOVERY)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> history.succeededSince(now) >= commands);
    }

    private void awaitFailure() {
        var now = history.now();
        await("the load to feel it")
                .atMost(LONGEST_RECOVERY)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> history.operations().stream()
                        .anyMatch(operation -> operation.invoked() > now
                                && operation.outcome() == Operation.Outcome.INFO
                                && !operation.detail().equals("not answered")));
    }
}
