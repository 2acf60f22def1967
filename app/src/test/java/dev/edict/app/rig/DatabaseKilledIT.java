package dev.edict.app.rig;

import static org.awaitility.Awaitility.await;

import dev.edict.app.Api;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL dies under load and comes back: nothing acknowledged is lost, and nobody has to restart Edict. */
class DatabaseKilledIT {

    private static final Duration LONGEST_RECOVERY = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    @Test
    void no_acknowledged_command_is_lost_and_writes_succeed_again_within_10_seconds() throws Exception {
        var history = new History();
        try (var servers = RigServers.start(folder);
                var node = NodeProcess.quick(servers.environment()).start()) {
            node.awaitReady();
            var api = new Api(node.port(), RigServers.TOKEN);
            try (var load = Load.start(history, List.of(api), Load.Zone.author(api, 4), 2, 60)) {
                for (int cycle = 0; cycle < Rounds.of(2, 10); cycle++) {
                    awaitSuccesses(history, 20, "the load to be under way");
                    servers.postgres().kill();
                    awaitFailure(history);
                    servers.postgres().start();
                    awaitSuccesses(history, 1, "writes to succeed again");
                }
                awaitSuccesses(history, 20, load.toString());
            }
            Checker.assertNothingLostOrReordered(history, servers.evidence());
            node.kill();
        }
    }

    private static void awaitSuccesses(History history, int commands, String why) {
        var now = history.now();
        await(why)
                .atMost(LONGEST_RECOVERY)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> history.succeededSince(now) >= commands);
    }

    private static void awaitFailure(History history) {
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
