package dev.edict.app.rig;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.edict.app.Api;
import dev.edict.app.rig.Operation.Intent;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisURI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Redis is unreachable, or answers late: the API is not affected, and the stream receives everything in order. */
@Tag("measures")
class RedisOutageIT {

    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(1);
    private static final Duration LONGEST_DRAIN = Duration.ofSeconds(10);
    private static final int ACTIVATIONS = 50;

    @TempDir
    private static Path folder;

    private static RigServers servers;
    private static TcpProxy proxy;
    private static NodeProcess node;
    private static Load.Zone zone;
    private static Client client;
    private static final History HISTORY = new History();

    @BeforeAll
    static void a_node_that_reaches_redis_through_the_proxy() {
        servers = RigServers.start(folder);
        proxy = TcpProxy.to(servers.redis().port());
        node = NodeProcess.quick(servers.environment(proxy.port())).start();
        node.awaitReady();
        var api = new Api(node.port(), RigServers.TOKEN);
        zone = Load.Zone.author(api);
        client = new Client(api, HISTORY);
    }

    @AfterAll
    static void stop() throws Exception {
        node.kill();
        proxy.close();
        servers.close();
    }

    @Test
    void with_redis_stopped_and_then_silent_100_activations_are_answered_at_once_and_sent_in_order_afterwards() {
        var before = announced(StreamOrder.STREAM);
        servers.redis().stop();
        var asked = activateInTime(ACTIVATIONS);
        servers.redis().start();
        awaitAnnounced(StreamOrder.STREAM, before.size() + ACTIVATIONS);

        servers.redis().pause();
        asked.addAll(activateInTime(ACTIVATIONS));
        servers.redis().resume();
        awaitAnnounced(StreamOrder.STREAM, before.size() + 2 * ACTIVATIONS);

        var since = new ArrayList<>(announced(StreamOrder.STREAM));
        since.removeAll(before);
        assertThat(since).as("each change where it first comes").isEqualTo(dispatched(asked));
        Checker.assertNothingLostOrReordered(HISTORY, servers.evidence());
    }

    @Test
    void an_entry_that_timed_out_and_arrives_late_overtakes_nothing() {
        activateInTime(1);
        for (int round = 0; round < Rounds.of(1, 10); round++) {
            servers.evidence().awaitQuiescence();
            int changes = announced(StreamOrder.STREAM).size();
            int entries = entries(StreamOrder.STREAM).size();
            proxy.hold();
            activateInTime(2);
            awaitAnnounced(StreamOrder.STREAM, changes + 2);
            proxy.release();
            await("the late entry, again")
                    .atMost(LONGEST_DRAIN)
                    .until(() -> entries(StreamOrder.STREAM).size() > entries + 2);
        }
        Checker.assertEveryPromiseIsKept(HISTORY, servers.evidence());
    }

    /** The control: the same late entry, from a publisher that goes on after a timeout. */
    @Test
    void were_a_timed_out_entry_given_up_the_checker_would_find_it_overtaken() {
        var stream = "control";
        var scene = new Scene();
        List.of("v1", "v2", "v3").forEach(scene::activated);
        try (var direct = RedisClient.create(servers.redis().uri());
                var publisher = direct.connect();
                var impatient = RedisClient.create(throughTheProxy());
                var held = impatient.connect()) {
            publisher.sync().xadd(stream, scene.stream.get(0).fields());
            held.sync().ping();
            proxy.hold();
            assertThatThrownBy(
                            () -> held.sync().xadd(stream, scene.stream.get(1).fields()))
                    .isInstanceOf(RedisCommandTimeoutException.class);
            publisher.sync().xadd(stream, scene.stream.get(2).fields());
        }
        proxy.release();
        awaitAnnounced(stream, 3);
        assertThat(new StreamOrder(RigServers.STREAMS_KEY).violations(scene.log, entries(stream)))
                .singleElement()
                .asString()
                .contains("is announced after");
    }

    private static List<Operation> activateInTime(int times) {
        var operations = new ArrayList<Operation>();
        for (int n = 0; n < times; n++) {
            var version = zone.versions().get(n % zone.versions().size());
            long before = System.nanoTime();
            var operation = client.call(Intent.activate(zone.zoneId(), version));
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(LONGEST_ANSWER);
            assertThat(operation.outcome()).as(operation::toString).isEqualTo(Operation.Outcome.OK);
            operations.add(operation);
        }
        return operations;
    }

    private static void awaitAnnounced(String stream, int changes) {
        await("%d changes on the stream".formatted(changes))
                .atMost(LONGEST_DRAIN)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> announced(stream).size(), size -> size >= changes);
    }

    /** The changes on a stream in the order in which each first comes: an entry may come again. */
    private static List<String> announced(String stream) {
        return entries(stream).stream()
                .map(entry -> entry.fields().get("outbox_id"))
                .distinct()
                .toList();
    }

    /** Under which ids they are to be announced, in the order in which they were asked for. */
    private static List<String> dispatched(List<Operation> activations) {
        var ids = servers.evidence().collect().log().stream()
                .filter(Evidence.Event::isChange)
                .collect(toMap(Evidence.Event::requestId, change -> String.valueOf(change.dispatchId())));
        return activations.stream()
                .map(activation -> ids.get(activation.requestId()))
                .toList();
    }

    private static List<Evidence.Entry> entries(String stream) {
        return servers.evidence().entries(stream);
    }

    private static RedisURI throughTheProxy() {
        return RedisURI.builder()
                .withHost("127.0.0.1")
                .withPort(proxy.port())
                .withTimeout(Duration.ofMillis(300))
                .build();
    }
}
