package dev.edict.app.rig;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.app.Api;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A process that dies anywhere on the way of a command loses nothing, and leaves nothing half done. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CrashAtEveryPointIT {

    private static final int ON_HIT = 7;
    /** Those of the relay have more. */
    private static final int ROUNDS_OF_EVERY_POINT = 5;

    @TempDir
    private static Path folder;

    private static RigServers servers;
    private static NodeProcess node;
    private static Api api;
    private final History history = new History();
    private final Measured restarts = new Measured(Rounds.LONGEST_RESTART);

    @BeforeAll
    static void a_node_that_can_crash() {
        servers = RigServers.start(folder);
        node = NodeProcess.crashing(servers.environment());
        api = new Api(node.port(), RigServers.TOKEN);
        node.start().awaitReady();
    }

    @AfterAll
    static void stop() throws Exception {
        node.kill();
        servers.close();
    }

    @Test
    @Order(1)
    void nothing_is_lost_or_left_half_done_when_the_process_halts_at_any_point_of_a_command_or_its_relay()
            throws Exception {
        var zones = Load.Zone.author(api, 2);
        for (int round = 0; round < Rounds.of(1, 50); round++) {
            for (var point : round < ROUNDS_OF_EVERY_POINT ? EnumSet.allOf(HaltPoint.class) : HaltPoint.OF_THE_RELAY) {
                crashAt(point, zones);
                restarts.add("after " + point, node.start().awaitReady());
                Checker.assertNothingLostOrReordered(history, servers.evidence());
            }
        }
        Checker.assertEveryPromiseIsKept(history, servers.evidence());
        restarts.assertWithinLimit();
    }

    /** The control, last because of what it leaves: without the one transaction, what a command has written before it dies remains. */
    @Test
    @Order(2)
    void were_the_statements_of_a_command_not_one_transaction_a_half_would_remain_and_be_found() throws Exception {
        var zones = Load.Zone.author(api, 2);
        node.commit(Sabotage.TEAR_TRANSACTIONS);
        crashAt(HaltPoint.AFTER_APPEND, zones);
        assertThat(new Checker(RigServers.STREAMS_KEY)
                        .violations(history.operations(), servers.evidence().collect()))
                .extracting(Violation::promise)
                .contains(Violation.Promise.K7);
    }

    private void crashAt(HaltPoint point, List<Load.Zone> zones) throws Exception {
        var load = Load.start(history, List.of(api), zones, 3, 60);
        try (load) {
            node.tell("%s %d".formatted(point, ON_HIT));
            assertThat(node.awaitExit()).as("%s is hit", point).isEqualTo(HaltingPool.EXIT_CODE);
        }
    }
}
