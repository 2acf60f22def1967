package dev.edict.app.rig;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.app.Api;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM: accepted requests are answered, others are rejected with an error, and the process ends in time. */
@Tag("measures")
class EndUnderLoadIT {

    private static final Duration LONGEST_END = Duration.ofSeconds(20);

    @TempDir
    private static Path folder;

    private static RigServers servers;
    private static NodeProcess node;
    private static Api api;

    @BeforeAll
    static void servers() {
        servers = RigServers.start(folder);
        node = NodeProcess.quick(servers.environment());
        api = new Api(node.port(), RigServers.TOKEN);
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    @BeforeEach
    void a_node_that_is_ready() {
        node.start().awaitReady();
    }

    @AfterEach
    void that_has_ended() {
        node.close();
    }

    @Test
    void a_request_under_way_is_finished_and_a_new_one_is_refused() throws Exception {
        var zone = api.governed(1);
        CompletableFuture<Api.Answer> underWay;
        CompletableFuture<Integer> end;
        try (var lock = HeldLock.on(servers)) {
            underWay = CompletableFuture.supplyAsync(() -> api.activate(
                    zone.zoneId(), zone.policySetId(), zone.versionIds().get(0)));
            lock.awaitWaiting(1);
            end = CompletableFuture.supplyAsync(EndUnderLoadIT::terminate);
            await("the node to end").atMost(LONGEST_END).until(() -> node.status("/ready") == 503);
            var refused = api.get("/v1/zones").refused(503, "ending");
            assertThat(refused.headers().firstValue("retry-after")).hasValue("1");
            assertThat(api.get("/ready").json().toString()).isEqualTo("{\"ok\":false,\"draining\":true}");
            await("the node to answer for as long as a request is under way, longer than it lingers")
                    .pollDelay(Duration.ofMillis(1_500))
                    .until(() -> node.status("/v1/zones") == 503);
        }
        underWay.join().expect(202);
        assertThat(end).succeedsWithin(LONGEST_END).as("as after any SIGTERM").isEqualTo(143);
    }

    @Test
    void no_answer_is_cut_off_however_often_a_node_is_ended_under_load() throws Exception {
        var history = new History();
        var zones = Load.Zone.author(api, 2);
        for (int round = 0; round < Rounds.of(1, 20); round++) {
            try (var load = Load.start(history, List.of(api), zones, 4, 100)) {
                var before = history.now();
                await("the load to be under way: " + load)
                        .atMost(Duration.ofSeconds(20))
                        .until(() -> history.succeededSince(before) >= 20);
                var began = System.nanoTime();
                node.terminate();
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(LONGEST_END);
            }
            node.start().awaitReady();
        }
        Checker.assertEveryPromiseIsKept(history, servers.evidence());
        assertNoneThatWasLetInIsUnanswered(history, servers.evidence().collect());
    }

    /** A connection that is made as the port closes ends unread; every call before and every one that was read is told. */
    private static void assertNoneThatWasLetInIsUnanswered(History history, Evidence evidence) {
        var took = evidence.log().stream().map(Evidence.Event::requestId).collect(toSet());
        var refused = history.operations().stream()
                .filter(operation -> operation.detail().contains("\"ending\""))
                .toList();
        assertThat(refused).as("calls that were told that the node ends").isNotEmpty();
        assertThat(history.operations())
                .filteredOn(operation -> operation.outcome() == Operation.Outcome.INFO)
                .as("calls of unknown outcome")
                .noneMatch(operation -> took.contains(operation.requestId()))
                .allMatch(operation -> refused.stream().anyMatch(other -> other.invoked() < operation.invoked()))
                .hasSizeLessThanOrEqualTo(refused.size() / 20);
    }

    private static int terminate() {
        try {
            return node.terminate();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
