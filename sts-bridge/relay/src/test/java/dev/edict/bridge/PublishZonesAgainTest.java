package dev.edict.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.bridge.redis.EntryId;
import dev.edict.bridge.redis.ServerIdentity;
import dev.edict.bridge.resync.Incarnation;
import dev.edict.bridge.resync.Incarnations;
import dev.edict.bridge.resync.Resyncs;
import dev.edict.bridge.resync.StreamPositions;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How the zones are published again: fast, once, by whichever node is there, and in their order. */
@Tag("servers")
class PublishZonesAgainTest {

    private static final Duration SOON = ResyncScene.SOON;

    private final ResyncScene scene = new ResyncScene();
    private final BridgeDatabase database = scene.database;
    private final TestRedis redis = scene.redis;
    private final Relays relays = scene.relays;

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void a_thousand_zones_are_published_again_within_ten_seconds() {
        var zones = IntStream.range(0, 1_000).mapToObj(n -> "z" + n).toArray(String[]::new);
        database.registerZones(zones);
        Stream.of(zones).forEach(zone -> database.activate(zone, 1));
        database.sql().sql("update bridge.outbox set sent_at = now()").update();
        database.sql()
                .sql("insert into bridge.stream_position (stream, incarnation) values (?, 0)")
                .param(TestRedis.STREAM)
                .update();
        scene.startNode();
        database.registerZones("probe");
        database.activate("probe", 1);
        scene.awaitSeen();

        redis.call(RedisCommands::flushall);

        await().atMost(Duration.ofSeconds(10)).until(() -> database.completed() == 1);
        assertThat(scene.republished())
                .extracting(entry -> entry.get("zone_id"))
                .doesNotHaveDuplicates()
                .hasSize(1_001);
    }

    @Test
    void a_node_that_dies_in_the_middle_is_followed_by_another_one_with_the_same_dispatch_ids() {
        var zones = IntStream.range(0, 500).mapToObj(n -> "z" + n).toArray(String[]::new);
        database.registerZones(zones);
        Stream.of(zones).forEach(zone -> database.activate(zone, 1));
        database.sql().sql("update bridge.outbox set sent_at = now()").update();
        redis.pauseWrites(Duration.ofSeconds(1));
        try (var pool = BridgeDatabase.poolNamed("dies")) {
            var first = relays.watch(pool, redis.uri(), Relays.impatient());
            await("it waits for Redis").atMost(SOON).until(() -> Relays.isIn("stream-watch", "append"));
            var planned = database.dispatches();
            assertThat(planned).hasSize(500);

            database.cut("dies");
            first.stop();
            relays.watch(database.pool(), redis.uri(), Relays.impatient());

            await().atMost(SOON).until(() -> database.completed() == 1);
            assertThat(redis.firstArrivals()).containsExactlyInAnyOrderElementsOf(planned);
            assertThat(database.reasons()).hasSize(1);
        }
    }

    @Test
    void several_nodes_make_one_resync_and_changes_in_the_middle_keep_their_order() {
        var zones = IntStream.range(0, 50).mapToObj(n -> "z" + n).toArray(String[]::new);
        database.registerZones(zones);
        Stream.of(zones).forEach(zone -> database.activate(zone, 1));
        for (var node = 0; node < 3; node++) {
            scene.startNode();
        }
        redis.call(RedisCommands::flushall);
        for (var seq = 2; seq <= 12; seq++) {
            for (var zone : zones) {
                database.activate(zone, seq);
            }
        }

        await().atMost(SOON).until(() -> database.completed() == 1 && database.unsent() == 0);
        assertThat(database.reasons()).hasSize(1);
        for (var zone : zones) {
            var heard = redis.entries().stream()
                    .filter(entry -> zone.equals(entry.get("zone_id")))
                    .map(entry -> Integer.parseInt(entry.getOrDefault("activation_seq", "0")))
                    .distinct()
                    .toList();
            assertThat(heard).as(zone).isSorted().endsWith(12);
        }
    }

    @Test
    void nothing_is_sent_to_another_redis_before_it_has_what_was_sent_before() {
        database.registerZones("z1");
        database.activate("z1", 1);
        relays.start(database.pool(), redis.uri(), Relays.impatient());
        scene.awaitAllSent();
        database.sql()
                .sql("update bridge.stream_position set run_id = 'x', replication_id = 'y'")
                .update();
        var connections = connections();

        database.activate("z1", 2);

        await("it asks again who answers").atMost(SOON).until(() -> connections() > connections + 2);
        assertThat(database.row("z1:2").sent()).isFalse();
        relays.watch(database.pool(), redis.uri(), Relays.impatient());
        scene.awaitAllSent();
        assertThat(redis.dispatched()).containsExactly("z1:1", "z1:2");
    }

    @Test
    void another_redis_is_not_adopted_if_an_entry_was_sent_after_it_was_looked_at() {
        var positions = new StreamPositions(database.pool(), TestRedis.STREAM);
        new Incarnations(database.pool(), TestRedis.STREAM).initialize();
        var looked = positions.find().orElseThrow();
        var entry = EntryId.parse("1-0");
        var other = new ServerIdentity("a", "1");
        assertThat(positions.advance(new Incarnation(0, null), entry, entry, 1)).isTrue();

        positions.adopt(looked, other);

        assertThat(positions.find().orElseThrow().server()).isNull();
        positions.adopt(positions.find().orElseThrow(), other);
        assertThat(positions.find().orElseThrow().server()).isEqualTo(other);
        assertThat(positions.advance(new Incarnation(0, new ServerIdentity("b", "1")), entry, entry, 1))
                .as("an entry that the Redis before took")
                .isFalse();
    }

    @Test
    void dispatches_of_a_complete_resync_are_deleted_after_their_retention() {
        scene.aZoneThatIsGovernedAndOneThatIsNot();
        scene.startNode();
        redis.call(RedisCommands::flushall);
        await().atMost(SOON).until(() -> database.completed() == 1);
        var resyncs = new Resyncs(database.pool(), TestRedis.STREAM);

        assertThat(resyncs.prune(Duration.ofDays(1))).isZero();
        assertThat(resyncs.prune(Duration.ZERO)).isEqualTo(2);
    }

    private long connections() {
        return redis.call(commands -> commands.info("stats"))
                .lines()
                .filter(line -> line.startsWith("total_connections_received:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }
}
