package dev.edict.app.rig;

import static org.awaitility.Awaitility.await;

import dev.edict.app.rig.Operation.Intent;
import dev.edict.app.rig.Operation.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes share a database and a Redis; one of them stands still or dies, and the other does all the work. */
class TwoNodesIT {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final Duration STANDSTILL = Duration.ofSeconds(Rounds.of(6, 15));

    @TempDir
    private Path folder;

    private TwoNodes nodes;
    private final History history = new History();
    private final Measured takeovers = new Measured(Duration.ofSeconds(5));

    @BeforeEach
    void two_nodes() {
        nodes = TwoNodes.start(folder);
    }

    @AfterEach
    void stop() throws Exception {
        nodes.kill();
    }

    @Test
    void whichever_of_them_stands_still_or_dies_the_other_takes_over_within_5_seconds_and_nothing_is_lost()
            throws Exception {
        var zones = Load.Zone.author(nodes.api(0), 4);
        var probed = Load.Zone.author(nodes.api(0));
        var random = new Random(4);
        try (var load = Load.start(history, List.of(nodes.api(0), nodes.api(1)), zones, 2, 60)) {
            for (int round = 0; round < Rounds.of(3, 50); round++) {
                awaitWork(load);
                var victim = round < 2 ? round : random.nextInt(2);
                if (round % 2 == 0) {
                    standStill(victim, probed);
                } else {
                    die(victim, probed);
                }
            }
            awaitWork(load);
        }
        Checker.assertEveryPromiseIsKept(history, nodes.servers().evidence());
        takeovers.assertWithinLimit();
    }

    private void standStill(int victim, Load.Zone probed) {
        long stopped = System.nanoTime();
        nodes.node(victim).pause();
        measureTakeover("stand-still of node %d".formatted(victim), 1 - victim, probed);
        await("the other node's claims to time out")
                .atMost(STANDSTILL.plusSeconds(30))
                .until(() -> System.nanoTime() - stopped > STANDSTILL.toNanos());
        nodes.node(victim).resume();
    }

    private void die(int victim, Load.Zone probed) throws Exception {
        nodes.node(victim).kill();
        measureTakeover("death of node %d".formatted(victim), 1 - victim, probed);
        nodes.node(victim).start().awaitReady();
    }

    /** From the fault until an activation through the other node is on the stream and in the timeline. */
    private void measureTakeover(String fault, int survivor, Load.Zone probed) {
        long since = System.nanoTime();
        var client = new Client(nodes.api(survivor), history);
        var activation = Intent.activate(probed.zoneId(), probed.versions().get(0));
        var activated = await("the other node to activate")
                .atMost(LONGEST_WAIT)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> client.call(activation), operation -> operation.outcome() == Outcome.OK);
        var answered = elapsed(since);
        await("the relay and the timeline of the other node")
                .atMost(LONGEST_WAIT)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> isAnnouncedAndTold(activated.requestId()));
        takeovers.add("%s, answered after %d ms".formatted(fault, answered.toMillis()), elapsed(since));
    }

    private boolean isAnnouncedAndTold(String requestId) {
        return nodes.servers()
                .postgres()
                .sql()
                .sql(
                        """
                        select exists (select from bridge.outbox where request_id = :request and sent_at is not null)
                           and exists (select from views.timeline where request_id = :request)
                        """)
                .param("request", requestId)
                .query(Boolean.class)
                .single();
    }

    private void awaitWork(Load load) {
        var now = history.now();
        await(load.toString())
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> history.succeededSince(now) > 40);
    }

    private static Duration elapsed(long since) {
        return Duration.ofNanos(System.nanoTime() - since);
    }
}
