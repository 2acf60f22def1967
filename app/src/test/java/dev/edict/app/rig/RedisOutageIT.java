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
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Redis is away, or answers late: the API does not care, and the stream gets everything in order. */
class RedisOutageIT {

    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(1);
    private static final Duration LONGEST_DRAIN = Duration.ofSeconds(10);
    private static final int ACTIVATIONS = 50;

    @TempDir
    private Path folder;

    private RigServers servers;
    private TcpProxy proxy;
    private NodeProcess node;
    private Load.Zone zone;
    private Client client;
    private final History history = new History();

    @BeforeEach
    void a_node_that_reaches_redis_through_the_proxy() {
        servers = RigServers.start(folder);
        proxy = TcpProxy.to(servers.redis().port());
        node = NodeProcess.quick(servers.environment(proxy.port())).start();
        node.awaitReady();
        var api = new Api(node.port(), RigServers.TOKEN);
        zone = Load.Zone.author(api);
        client = new Client(api, history);
    }

    @AfterEach
    void stop() throws Exception {
        node.kill();
        proxy.close();
        servers.close();
    }

    @Test
    void with_redis_stopped_and_then_silent_100_activations_are_answered_at_once_and_sent_in_order_afterwards() {
        servers.redis().stop();
        activateInTime(ACTIVATIONS);
        servers.redis().start();
        awaitEntries(ACTIVATIONS);

        servers.redis().pause();
        activateInTime(ACTIVATIONS);
        servers.redis().resume();
        awaitEntries(2 * ACTIVATIONS);

        Checker.assertNothingLostOrReordered(history, servers.evidence());
    }

    @Test
    void an_entry_that_timed_out_and_arrives_late_overtakes_nothing() {
        activateInTime(1);
        awaitEntries(1);
        for (int round = 0; round < Rounds.of(1, 10); round++) {
            int before = history.commands().size();
            proxy.hold();
            activateInTime(2);
            awaitEntries(before + 2);
            proxy.release();
            awaitEntries(before + 3);
        }
        activateInTime(1);
        Checker.assertNothingLostOrReordered(history, servers.evidence());
    }

    /** The control: the same late entry, from a publisher that goes on after a timeout. */
    @Test
    void were_a_timed_out_entry_given_up_the_checker_would_find_it_overtaken() {
        proxy.refuse();
        activateInTime(3);
        var rows = servers.postgres()
                .sql()
                .sql("select id from bridge.outbox order by activation_seq")
                .query(String.class)
                .list();
        proxy.heal();
        awaitEntries(3);
        var right = servers.evidence().stream();
        assertThat(right).extracting(entry -> entry.fields().get("outbox_id")).containsExactlyElementsOf(rows);

        flush();
        publish(right.get(0).fields());
        try (var slow = RedisClient.create(throughTheProxy());
                var connection = slow.connect()) {
            connection.sync().ping();
            proxy.hold();
            assertThatThrownBy(() -> connection
                            .sync()
                            .xadd(StreamOrder.STREAM, right.get(1).fields()))
                    .isInstanceOf(RedisCommandTimeoutException.class);
        }
        publish(right.get(2).fields());
        proxy.release();
        await("the late entry")
                .atMost(LONGEST_DRAIN)
                .until(() -> servers.evidence().stream().size() == 3);

        var violations = new StreamOrder(RigServers.STREAMS_KEY)
                .violations(servers.evidence().awaitQuiescence().log(), servers.evidence().stream());
        assertThat(violations).singleElement().asString().contains("is announced after");
    }

    private void activateInTime(int times) {
        IntStream.range(0, times).forEach(n -> {
            var version = zone.versions().get(n % zone.versions().size());
            long before = System.nanoTime();
            var operation = client.call(Intent.activate(zone.zoneId(), version));
            assertThat(operation.outcome()).as(operation::toString).isEqualTo(Operation.Outcome.OK);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(LONGEST_ANSWER);
        });
    }

    private void awaitEntries(int entries) {
        await("%d entries on the stream".formatted(entries))
                .atMost(LONGEST_DRAIN)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> servers.evidence().stream().size(), size -> size >= entries);
    }

    private RedisURI throughTheProxy() {
        return RedisURI.builder()
                .withHost("127.0.0.1")
                .withPort(proxy.port())
                .withTimeout(Duration.ofMillis(300))
                .build();
    }

    private void flush() {
        try (var direct = RedisClient.create(servers.redis().uri());
                var connection = direct.connect()) {
            connection.sync().flushall();
        }
    }

    private void publish(Map<String, String> fields) {
        try (var direct = RedisClient.create(servers.redis().uri());
                var connection = direct.connect()) {
            connection.sync().xadd(StreamOrder.STREAM, fields);
        }
    }
}
