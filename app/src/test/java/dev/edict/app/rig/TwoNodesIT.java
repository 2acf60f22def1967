package dev.edict.app.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.app.rig.Operation.Intent;
import dev.edict.app.rig.Operation.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes share a database and a Redis; one of them stands still or dies, and the other does all the work. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("measures")
class TwoNodesIT {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final Duration STANDSTILL = Duration.ofSeconds(Rounds.of(5, 15));

    @TempDir
    private static Path folder;

    private static RigServers servers;
    private static TcpProxy way;
    private static TwoNodes nodes;
    private static Load.Zone probed;
    private static final History HISTORY = new History();
    private final Measured takeovers = new Measured(Duration.ofSeconds(5));

    @BeforeAll
    static void two_nodes_of_which_the_first_reaches_redis_through_a_proxy() {
        servers = RigServers.start(folder);
        way = TcpProxy.to(servers.redis().port());
        nodes = TwoNodes.start(
                servers,
                NodeProcess.crashing(servers.environment(way.port())),
                NodeProcess.crashing(servers.environment()));
        probed = Load.Zone.author(nodes.api(0));
    }

    @AfterAll
    static void stop() throws Exception {
        way.close();
        nodes.kill();
    }

    @Test
    @Order(1)
    void whichever_of_them_stands_still_or_dies_the_other_takes_over_within_5_seconds_and_nothing_is_lost()
            throws Exception {
        var zones = Load.Zone.author(nodes.api(0), 4);
        var random = new Random(4);
        try (var load = Load.start(HISTORY, List.of(nodes.api(0), nodes.api(1)), zones, 2, 60)) {
            for (int round = 0; round < Rounds.of(2, 50); round++) {
                awaitWork(load);
                var victim = round < 2 ? round : random.nextInt(2);
                if (round % 2 == 0) {
                    standStill(victim);
                } else {
                    die(victim);
                }
            }
            awaitWork(load);
        }
        Checker.assertEveryPromiseIsKept(HISTORY, servers.evidence());
        takeovers.assertWithinLimit();
    }

    /** The control, last because of what it leaves: did a node lock the row it sends and not the zone. */
    @Test
    @Order(2)
    void did_they_not_share_the_work_by_zone_an_entry_would_be_overtaken_and_found() {
        nodes.nodes().forEach(node -> node.commit(Sabotage.LOCK_ROWS_AND_NOT_ZONES));
        keepFirstNodeSending();
        var overtaking = activate();
        await("the other node to send the next one").atMost(LONGEST_WAIT).until(() -> isSent(overtaking));
        way.release();
        assertThat(new Checker(RigServers.STREAMS_KEY)
                        .violations(HISTORY.operations(), servers.evidence().awaitQuiescence()))
                .extracting(Violation::promise)
                .contains(Violation.Promise.K5);
    }

    /** The first node does so while it sends, and what it has sent arrives after the other one has taken over. */
    private void standStill(int victim) {
        if (victim == 0) {
            keepFirstNodeSending();
        }
        long stopped = System.nanoTime();
        nodes.node(victim).pause();
        if (victim == 0) {
            assertThat(areSentFromBefore(clock()))
                    .as("the first node has something in its hands")
                    .isFalse();
        }
        measureTakeover("stand-still of node %d".formatted(victim), 1 - victim);
        way.release();
        await("the other node's claims to time out")
                .atMost(STANDSTILL.plusSeconds(30))
                .until(() -> System.nanoTime() - stopped > STANDSTILL.toNanos());
        nodes.node(victim).resume();
    }

    private void die(int victim) throws Exception {
        nodes.node(victim).kill();
        measureTakeover("death of node %d".formatted(victim), 1 - victim);
        nodes.node(victim).start().awaitReady();
    }

    /**
     * From the fault until an activation through the other node is on the stream and in the timeline, and everything
     * that was waiting to be sent has been.
     */
    private void measureTakeover(String fault, int survivor) {
        long since = System.nanoTime();
        var before = clock();
        var activated = await("the other node to activate")
                .atMost(LONGEST_WAIT)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> activate(survivor), operation -> operation.outcome() == Outcome.OK);
        var answered = elapsed(since);
        await("the relay and the timeline of the other node")
                .atMost(LONGEST_WAIT)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> isSent(activated) && isTold(activated) && areSentFromBefore(before));
        takeovers.add("%s, answered after %d ms".formatted(fault, answered.toMillis()), elapsed(since));
    }

    /** Until the proxy lets go it waits for Redis in a transaction that has locked what it sends. */
    private static void keepFirstNodeSending() {
        await("the first node to have something to send")
                .atMost(LONGEST_WAIT)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    way.hold();
                    activate();
                    return holds(
                            """
                            select exists (
                                select from pg_stat_activity
                                where application_name = 'edict-background' and state = 'idle in transaction'
                                  and state_change < clock_timestamp() - interval '300 milliseconds')
                            """);
                });
    }

    private static Operation activate() {
        var activated = activate(1);
        assertThat(activated.outcome()).as(activated::toString).isEqualTo(Outcome.OK);
        return activated;
    }

    private static Operation activate(int node) {
        return new Client(nodes.api(node), HISTORY)
                .call(Intent.activate(probed.zoneId(), probed.versions().get(0)));
    }

    private static boolean isSent(Operation change) {
        return holds(
                "select exists (select from bridge.outbox where request_id = ? and sent_at is not null)",
                change.requestId());
    }

    private static boolean isTold(Operation change) {
        return holds("select exists (select from views.timeline where request_id = ?)", change.requestId());
    }

    private static boolean areSentFromBefore(OffsetDateTime instant) {
        return holds("select not exists (select from bridge.outbox where sent_at is null and created_at < ?)", instant);
    }

    private static boolean holds(String question, Object... parameters) {
        return servers.postgres()
                .sql()
                .sql(question)
                .params(parameters)
                .query(Boolean.class)
                .single();
    }

    /** The database's, which is that of the nodes too. */
    private static OffsetDateTime clock() {
        return servers.postgres()
                .sql()
                .sql("select clock_timestamp()")
                .query(OffsetDateTime.class)
                .single();
    }

    private void awaitWork(Load load) {
        var now = HISTORY.now();
        await(load.toString())
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> HISTORY.succeededSince(now) > 40);
    }

    private static Duration elapsed(long since) {
        return Duration.ofNanos(System.nanoTime() - since);
    }
}
