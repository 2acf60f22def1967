package dev.edict.app.rig;

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
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Redis is away, or answers late: the API does not care, and the stream gets everything in order. */
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
        int before = entries(StreamOrder.STREAM).size();
        servers.redis().stop();
        activateInTime(ACTIVATIONS);
        servers.redis().start();
        awaitEntries(StreamOrder.STREAM, before + ACTIVATIONS);

        servers.redis().pause();
        activateInTime(ACTIVATIONS);
        servers.redis().resume();
        awaitEntries(StreamOrder.STREAM, before + 2 * ACTIVATIONS);

        Checker.assertNothingLostOrReordered(HISTORY, servers.evidence());
    }

    @Test
    void an_entry_that_timed_out_and_arrives_late_overtakes_nothing() {
        activateInTime(1);
        for (int round = 0; round < Rounds.of(1, 10); round++) {
            servers.evidence().awaitQuiescence();
            int before = entries(StreamOrder.STREAM).size();
            proxy.hold();
            activateInTime(2);
            awaitEntries(StreamOrder.STREAM, before + 2);
            proxy.release();
            awaitEntries(StreamOrder.STREAM, before + 3);
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
        awaitEntries(stream, 3);
        assertThat(new StreamOrder(RigServers.STREAMS_KEY).violations(scene.log, entries(stream)))
                .singleElement()
                .asString()
                .contains("is announced after");
    }

    private static void activateInTime(int times) {
        IntStream.range(0, times).forEach(n -> {
            var version = zone.versions().get(n % zone.versions().size());
            long before = System.nanoTime();
            var operation = client.call(Intent.activate(zone.zoneId(), version));
            assertThat(operation.outcome()).as(operation::toString).isEqualTo(Operation.Outcome.OK);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(LONGEST_ANSWER);
        });
    }

    private static void awaitEntries(String stream, int entries) {
        await("%d entries on the stream".formatted(entries))
                .atMost(LONGEST_DRAIN)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> entries(stream).size(), size -> size >= entries);
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
