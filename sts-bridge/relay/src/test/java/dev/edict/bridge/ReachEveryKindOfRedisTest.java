package dev.edict.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.edict.bridge.redis.RedisAddress;
import dev.edict.bridge.redis.RedisLink;
import dev.edict.bridge.redis.RedisWatch;
import dev.edict.bridge.redis.StreamFailure;
import io.lettuce.core.Range;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.protocol.CommandType;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Status;

/** Real servers of each kind: with access rules, TLS, Sentinels, as a cluster; and what a failover loses. */
@Tag("servers")
class ReachEveryKindOfRedisTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    /** The permissions that the operator's page names. */
    private static final String PERMISSIONS = "~" + TestRedis.STREAM
            + " -@all +hello +auth +ping +info +config|get +type +xadd +xrange +xinfo|stream +xinfo|groups"
            + " +xgroup|create";

    private final BridgeDatabase database = BridgeDatabase.empty();
    private final Relays relays = new Relays();
    private final List<RedisProcess> servers = new ArrayList<>();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        relays.close();
        servers.forEach(RedisProcess::close);
    }

    @Test
    void a_user_with_the_permissions_of_the_operators_page_may_do_everything() {
        var redis = started(RedisProcess.start(folder, "user edict on >s3cret " + PERMISSIONS));
        var address = RedisAddress.parse("redis://edict:s3cret@127.0.0.1:" + redis.port(), null);

        sendThrough(address);

        await().atMost(SOON).until(() -> relays.metric("edict.stream.watched") == 1);
        assertThat(redis.zonesInStream()).contains("probe");
        assertAccepted(address);
        redis.call(commands -> commands.del(TestRedis.STREAM));
        await().atMost(SOON).until(() -> database.completed() == 1);
    }

    @Test
    void tls_is_trusted_by_the_given_authority_only() throws Exception {
        var files = TlsFiles.in(folder);
        var server = RedisURI.builder()
                .withHost("127.0.0.1")
                .withPort(RedisProcess.freePort())
                .withSsl(true)
                .withVerifyPeer(false)
                .build();
        var redis = started(RedisProcess.startWithTls(
                folder,
                server,
                "tls-cert-file " + files.certificate(),
                "tls-key-file " + files.key(),
                "tls-ca-cert-file " + files.certificate(),
                "tls-auth-clients no"));
        var url = "rediss://127.0.0.1:" + server.getPort();

        sendThrough(RedisAddress.parse(url, files.certificate()));

        assertThat(redis.zonesInStream()).contains("probe");
        assertAccepted(RedisAddress.parse(url, files.certificate()));
        try (var untrusting = link(RedisAddress.parse(url, null))) {
            assertThatThrownBy(untrusting::open)
                    .isInstanceOf(StreamFailure.class)
                    .hasMessageContaining("certification path");
        }
    }

    @Test
    void a_master_that_sentinels_replace_by_a_replica_without_the_newest_entries_gets_everything_again() {
        var master = started(RedisProcess.start(folder, "user replica on >r +psync +replconf +ping"));
        var replica = started(RedisProcess.start(
                folder, "replicaof 127.0.0.1 " + master.port(), "masteruser replica", "masterauth r"));
        awaitReplica(replica);
        var sentinel = started(RedisProcess.startSentinel(
                folder,
                "sentinel monitor primary 127.0.0.1 %d 1".formatted(master.port()),
                "sentinel down-after-milliseconds primary 500",
                "sentinel failover-timeout primary 10000"));
        awaitKnown(sentinel);
        var address = RedisAddress.parse(
                // A Sentinel that is not there is passed over.
                "redis-sentinel://127.0.0.1:1,127.0.0.1:%d#primary".formatted(sentinel.port()), null);
        sendThrough(address);
        await("the replica to have it").atMost(SOON).until(() -> !replica.zonesInStream()
                .isEmpty());

        deactivateBehind(master, replica);
        master.kill();

        awaitPromoted(replica);
        assertPublishedAgain(replica, "failed_over", "server_replaced", "stream_older");
        assertAccepted(address);
    }

    @Test
    void a_cluster_is_followed_from_node_to_node_and_one_that_is_killed_with_entries_loses_nothing() {
        var nodes = cluster();
        var holder = nodes.get(SlotHash.getSlot(TestRedis.STREAM) * 3 / SlotHash.SLOT_COUNT);
        var replica = nodes.get(3);
        replica.call(commands -> commands.clusterReplicate(holder.call(own -> own.clusterMyId())));
        awaitReplica(replica);
        var other = nodes.stream()
                .filter(node -> node != holder && node != replica)
                .findFirst()
                .orElseThrow();
        var address = RedisAddress.parse("redis-cluster://127.0.0.1:1,127.0.0.1:" + other.port(), null);
        sendThrough(address);
        assertThat(holder.zonesInStream()).contains("probe");

        // The control: a failover that loses nothing.
        replica.call(commands -> commands.clusterFailover(false));
        awaitPromoted(replica);
        awaitReplica(holder);
        activate("probe", 2);
        await("it is sent to the new master")
                .atMost(SOON)
                .until(() -> replica.zonesInStream().size() == 2);
        assertThat(database.reasons()).isEmpty();

        deactivateBehind(replica, holder);
        replica.kill();

        awaitPromoted(holder);
        assertPublishedAgain(holder, "failed_over", "server_replaced", "stream_older");
        assertAccepted(address);
    }

    /** Three masters with a third of the slots each, and a fourth node. */
    private List<RedisProcess> cluster() {
        var nodes = IntStream.range(0, 4)
                .mapToObj(n -> started(RedisProcess.start(
                        folder,
                        "cluster-enabled yes",
                        "cluster-node-timeout 1000",
                        "cluster-replica-validity-factor 0",
                        "repl-ping-replica-period 1",
                        "user replica on >r +psync +replconf +ping",
                        "masteruser replica",
                        "masterauth r")))
                .toList();
        for (var n = 0; n < 3; n++) {
            var from = firstSlot(n);
            var to = firstSlot(n + 1) - 1;
            nodes.get(n).raw(CommandType.CLUSTER, "ADDSLOTSRANGE", String.valueOf(from), String.valueOf(to));
            nodes.get(n).raw(CommandType.CLUSTER, "SET-CONFIG-EPOCH", String.valueOf(n + 1));
        }
        nodes.stream().skip(1).forEach(node -> nodes.get(0)
                .call(commands -> commands.clusterMeet("127.0.0.1", node.port())));
        nodes.forEach(node -> await("the cluster").atMost(SOON).until(() -> {
            var state = node.call(commands -> commands.clusterInfo());
            return state.contains("cluster_state:ok") && state.contains("cluster_known_nodes:4");
        }));
        return nodes;
    }

    /** The first slot whose third is this one, as the holder of a key is computed. */
    private static int firstSlot(int third) {
        return (third * SlotHash.SLOT_COUNT + 2) / 3;
    }

    private void sendThrough(RedisAddress address) {
        database.registerZones("probe", "lost");
        relays.watch(database.pool(), address, Relays.impatient());
        var properties = Relays.impatient();
        relays.start(database.pool(), address, properties, properties::key);
        activate("probe", 1);
        await("the watch to know this Redis").atMost(SOON).until(database::isRedisKnown);
    }

    private void activate(String zone, int seq) {
        database.activate(zone, seq);
        await().atMost(SOON).until(() -> database.unsent() == 0);
    }

    /** The replica is cut off first, so that it never hears of the deactivation. */
    private void deactivateBehind(RedisProcess master, RedisProcess replica) {
        master.raw(CommandType.ACL, "SETUSER", "replica", "off");
        master.raw(CommandType.CLIENT, "KILL", "TYPE", "REPLICA");
        await("the replica is cut off").atMost(SOON).until(() -> replica.info("replication")
                .contains("master_link_status:down"));
        database.activate("lost", 1);
        database.deactivate("lost", 2);
        await().atMost(SOON).until(() -> database.unsent() == 0);
        assertThat(replica.info("replication")).contains("master_link_status:down");
    }

    private void assertPublishedAgain(RedisProcess redis, String... reasons) {
        await().atMost(SOON).until(() -> database.completed() == 1);
        assertThat(database.reasons()).singleElement().asString().contains(reasons);
        var entries = redis.call(commands -> commands.xrange(TestRedis.STREAM, Range.unbounded()));
        assertThat(entries).anySatisfy(entry -> assertThat(entry.getBody())
                .containsEntry("zone_id", "lost")
                .containsEntry("activation_seq", "2")
                .doesNotContainKey("policy_set_version_id"));
    }

    /** As the health of the program shows it. */
    private static void assertAccepted(RedisAddress address) {
        var watch = new RedisWatch(address, TestRedis.STREAM, new SimpleMeterRegistry());
        watch.start();
        try {
            await().atMost(SOON).until(() -> watch.health().getStatus().equals(Status.UP));
        } finally {
            watch.stop();
        }
    }

    private static RedisLink link(RedisAddress address) {
        return new RedisLink(address, TestRedis.STREAM, Duration.ofSeconds(2), Duration.ofSeconds(2));
    }

    private static void awaitReplica(RedisProcess replica) {
        await("the replica follows").atMost(SOON).until(() -> replica.info("replication")
                .contains("master_link_status:up"));
    }

    /** A Sentinel ends every connection to the server that it promotes, also the one that asks here. */
    private static void awaitPromoted(RedisProcess server) {
        await("the promotion")
                .atMost(SOON)
                .ignoreExceptionsInstanceOf(RedisException.class)
                .until(() -> server.info("replication").contains("role:master"));
    }

    private static void awaitKnown(RedisProcess sentinel) {
        await("the Sentinel knows the replica").atMost(SOON).until(() -> sentinel.info("sentinel")
                .contains("slaves=1"));
    }

    private RedisProcess started(RedisProcess server) {
        servers.add(server);
        await("the server").atMost(SOON).until(server::answers);
        return server;
    }
}
