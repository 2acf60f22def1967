package dev.edict.app.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.app.Api;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as packaged, with servers of its own, is killed at any instant under load, again and again. */
class KilledUnderLoadIT {

    @TempDir
    private Path folder;

    @Test
    void nothing_is_lost_however_often_it_is_killed() throws Exception {
        var history = new History();
        var restarts = new Measured(Rounds.LONGEST_RESTART);
        try (var installation = Installation.in(folder)) {
            var node = installation.node();
            node.start().awaitReady();
            var api = new Api(node.port(), installation.token());
            var zones = Load.Zone.author(api, 4);
            for (int round = 0; round < Rounds.of(2, 25); round++) {
                try (var load = Load.start(history, List.of(api), zones, 2, 60)) {
                    awaitAnyInstant(history, new Random(round), load);
                    node.kill();
                }
                restarts.add("round " + round, node.start().awaitReady());
            }
            Checker.assertEveryPromiseIsKept(history, installation.evidence());
            restarts.assertWithinLimit();
            assertLossIsFound(history, installation);
        }
    }

    /** The control: the very same, were a folder that is left behind not taken over with all that is in it. */
    private static void assertLossIsFound(History history, Installation installation) throws Exception {
        installation.node().kill();
        installation.forgetStream();
        installation.node().start().awaitReady();
        assertThat(new Checker(installation.evidence().streamsKey())
                        .violations(
                                history.operations(), installation.evidence().collect()))
                .extracting(Violation::promise)
                .contains(Violation.Promise.K5);
    }

    private static void awaitAnyInstant(History history, Random random, Load load) {
        var now = history.now();
        await(load.toString())
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(1 + random.nextInt(20)))
                .until(() -> history.succeededSince(now) > 20 + random.nextInt(40));
    }
}
