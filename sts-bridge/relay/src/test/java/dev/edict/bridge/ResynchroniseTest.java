package dev.edict.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.lettuce.core.Consumer;
import io.lettuce.core.KillArgs;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XGroupCreateArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Redis lost what had been sent: the state of every zone is published again. Rows R4, R5 and R7 of reliability. */
@Tag("servers")
class ResynchroniseTest {

    private static final Duration SOON = ResyncScene.SOON;
    private static final Duration DETECTION = Duration.ofSeconds(5);
    private static final String GROUP = "opa-engine";

    private final ResyncScene scene = new ResyncScene();
    private final BridgeDatabase database = scene.database;
    private final TestRedis redis = scene.redis;
    private final Relays relays = scene.relays;

    @TempDir
    private Path data;

    @AfterEach
    void close() {
        scene.close();
    }

    static Stream<Arguments> losses() {
        return Stream.of(
                Arguments.of("key_missing", (Loss) redis -> redis.call(RedisCommands::flushall)),
                Arguments.of("key_missing", (Loss) redis -> redis.call(commands -> commands.del(TestRedis.STREAM))),
                Arguments.of("stream_shorter", (Loss)
                        redis -> redis.call(commands -> commands.xtrim(TestRedis.STREAM, false, 1))),
                Arguments.of("entry_missing,stream_shorter", (Loss)
                        redis -> redis.call(commands -> commands.xtrim(TestRedis.STREAM, false, 0))),
                Arguments.of("failed_over,key_missing,server_replaced", (Loss) redis -> {
                    redis.kill();
                    redis.start();
                    return 0;
                }));
    }

    @ParameterizedTest(name = "{0} {index}")
    @MethodSource("losses")
    void the_current_state_of_every_zone_is_published_again(String reasons, Loss loss) {
        scene.aZoneThatIsGovernedAndOneThatIsNot();
        scene.startNode();
        var outbox = database.outbox();

        loss.happen(redis);

        await("noticed").atMost(DETECTION).until(() -> database.reasons().equals(List.of(reasons)));
        await().atMost(SOON).until(() -> database.completed() == 1);
        var published = scene.republished();
        assertThat(published).hasSize(2).allSatisfy(entry -> {
            assertThat(UUID.fromString(entry.get("outbox_id")).version()).isEqualTo(7);
            assertThat(entry)
                    .containsEntry(
                            "_sig", new StreamSignature(StreamKey.parse(Relays.KEY)).of(TestRedis.STREAM, entry));
        });
        assertThat(published).anySatisfy(entry -> assertThat(entry)
                .containsEntry("zone_id", "governed")
                .containsEntry("activation_seq", "2")
                .containsEntry("policy_set_version_id", "v2"));
        assertThat(published).anySatisfy(entry -> assertThat(entry)
                .containsEntry("zone_id", "deactivated")
                .containsEntry("activation_seq", "3")
                .doesNotContainKey("policy_set_version_id"));
        assertThat(database.outbox()).as("what activation-status tells").isEqualTo(outbox);
        assertThat(relays.metric("edict.stream.resync.zones")).isEqualTo(2);
        scene.awaitLooks(2);
        assertThat(database.reasons()).as("one resync").hasSize(1);
    }

    /** The control: a node that does not look goes on sending, and what was lost stays lost. */
    @ParameterizedTest(name = "{0} {index}")
    @MethodSource("losses")
    void without_the_watch_what_was_lost_would_stay_lost(String reasons, Loss loss) {
        scene.aZoneThatIsGovernedAndOneThatIsNot();
        var watch = scene.startNode();
        watch.stop();

        loss.happen(redis);
        database.activate("governed", 3);

        await("the relay to go on; another Redis it leaves to the watch")
                .atMost(SOON)
                .until(() -> reasons.contains("server_replaced")
                        || database.row("governed:3").sent());
        assertThat(database.reasons()).isEmpty();
        assertThat(redis.dispatched().containsAll(List.of("governed:2", "deactivated:3")))
                .as("the last change of each zone is in the stream")
                .isFalse();
    }

    static Stream<Arguments> noLosses() {
        return Stream.of(
                Arguments.of("a lost connection", (Loss) redis -> redis.call(commands ->
                        commands.clientKill(KillArgs.Builder.typeNormal().skipme(true)))),
                Arguments.of("a reader that deletes what it has read", (Loss) redis -> redis.call(
                        commands -> commands.xdel(TestRedis.STREAM, redis.ids().toArray(String[]::new)))),
                Arguments.of("another key", (Loss) redis -> redis.call(commands -> commands.set("other", "value"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("noLosses")
    void nothing_is_published_again_after(String what, Loss noLoss) {
        scene.aZoneThatIsGovernedAndOneThatIsNot();
        scene.startNode();

        noLoss.happen(redis);

        scene.awaitLooks(3);
        assertThat(database.reasons()).as(what).isEmpty();
    }

    @Test
    void nothing_is_published_again_after_a_restart_with_its_data() {
        redis.stop();
        startDurable();
        scene.aZoneThatIsGovernedAndOneThatIsNot();
        scene.startNode();
        var before = redis.dispatched();

        redis.kill();
        startDurable();

        scene.awaitLooks(2);
        assertThat(database.reasons()).isEmpty();
        database.activate("governed", 3);
        scene.awaitAllSent();
        assertThat(redis.dispatched()).containsAll(before).endsWith("governed:3");
    }

    @Test
    void a_first_start_loses_nothing_and_an_upgrade_publishes_what_was_sent_before() {
        database.registerZones("z1");
        scene.startNode();
        scene.awaitLooks(2);
        assertThat(database.reasons()).isEmpty();
        relays.close();

        database.activate("z1", 1);
        database.sql().sql("update bridge.outbox set sent_at = now()").update();
        database.sql().sql("truncate bridge.stream_position").update();
        scene.startNode();

        await().atMost(SOON).until(() -> database.completed() == 1);
        assertThat(database.reasons()).containsExactly("position_unknown");
        assertThat(scene.republished()).singleElement().satisfies(entry -> assertThat(entry)
                .containsEntry("zone_id", "z1"));
    }

    @Test
    void a_key_of_another_type_is_left_alone_and_the_zones_follow_once_it_is_gone() {
        scene.aZoneThatIsGovernedAndOneThatIsNot();
        var watch = scene.startNode();

        redis.call(commands -> commands.set(TestRedis.STREAM, "foreign"));

        await().atMost(DETECTION).until(() -> database.reasons().equals(List.of("key_of_another_type")));
        scene.awaitLooks(2);
        assertThat(redis.<String>call(commands -> commands.get(TestRedis.STREAM)))
                .isEqualTo("foreign");
        redis.call(commands -> commands.del(TestRedis.STREAM));
        await().atMost(SOON).until(() -> database.completed() == 1);
        assertThat(scene.republished()).hasSize(2);
        assertThat(watch.isRunning()).isTrue();
    }

    @Test
    void a_missing_group_is_created_again_and_reads_the_whole_resync() {
        scene.aZoneThatIsGovernedAndOneThatIsNot();
        createGroup();
        scene.startNode();
        await("the group to be seen").atMost(SOON).until(() -> database.groups().equals(List.of(GROUP)));

        redis.call(RedisCommands::flushall);

        await().atMost(SOON).until(() -> database.completed() == 1);
        assertThat(database.reasons()).containsExactly("group_missing,key_missing");
        assertThat(read())
                .extracting(entry -> entry.get("zone_id"))
                .containsExactlyInAnyOrder("governed", "deactivated");
    }

    @Test
    void a_group_that_alone_is_missing_does_not_hear_everything_from_the_beginning() {
        scene.aZoneThatIsGovernedAndOneThatIsNot();
        createGroup();
        scene.startNode();
        await("the group to be seen").atMost(SOON).until(() -> database.groups().equals(List.of(GROUP)));

        redis.call(commands -> commands.xgroupDestroy(TestRedis.STREAM, GROUP));

        await().atMost(SOON).until(() -> database.completed() == 1);
        assertThat(database.reasons()).containsExactly("group_missing");
        assertThat(read()).hasSize(2);
        scene.awaitLooks(2);
        assertThat(database.reasons()).hasSize(1);
    }

    @Test
    void unread_entries_that_the_relays_own_trimming_removed_are_made_up_for_once() {
        redis.configure("stream-node-max-entries", "1");
        scene.aZoneThatIsGovernedAndOneThatIsNot();
        createGroup();
        var few = Relays.with(5, Duration.ofSeconds(2), Duration.ofMillis(100), Duration.ofSeconds(1));
        relays.start(database.pool(), redis.uri(), few);
        var watch = relays.watch(database.pool(), redis.uri(), few);
        await("the group to be seen").atMost(SOON).until(() -> database.groups().equals(List.of(GROUP)));
        watch.stop();
        database.activate("governed", 3, 12);
        scene.awaitAllSent();

        relays.watch(database.pool(), redis.uri(), few);

        await("noticed").atMost(DETECTION).until(() -> database.reasons().equals(List.of("group_trimmed")));
        await().atMost(SOON).until(() -> database.completed() == 1);
        scene.awaitLooks(3);
        assertThat(database.reasons()).hasSize(1);
        assertThat(read()).extracting(entry -> entry.get("zone_id")).contains("governed", "deactivated");
    }

    @Test
    void a_redis_that_does_not_let_itself_be_asked_is_named_once_and_still_gets_everything() {
        redis.acl("-info", "-xinfo", "-xgroup");
        scene.aZoneThatIsGovernedAndOneThatIsNot();
        try (var log = LogLines.of(StreamWatch.class, Level.WARN)) {
            relays.start(database.pool(), redis.uri(), Relays.impatient());
            var watch = relays.watch(database.pool(), redis.uri(), Relays.impatient());

            scene.awaitAllSent();
            await().atMost(SOON).untilAsserted(() -> assertThat(watch.health().getDetails())
                    .containsEntry("not_permitted", List.of("INFO", "XINFO GROUPS", "XINFO STREAM")));
            assertThat(relays.metric("edict.stream.watched")).isZero();
            redis.acl("+info", "+xinfo", "+xgroup");
            await().atMost(SOON).until(() -> relays.metric("edict.stream.watched") == 1);
            assertThat(log.at(Level.WARN))
                    .filteredOn(line -> line.contains("does not permit [INFO, XINFO GROUPS, XINFO STREAM]"))
                    .hasSize(1);
        }
    }

    private void startDurable() {
        redis.start("appendonly yes", "appendfsync always", "dir " + data);
    }

    private void createGroup() {
        redis.call(commands -> commands.xgroupCreate(
                StreamOffset.from(TestRedis.STREAM, "0"), GROUP, new XGroupCreateArgs().mkstream(true)));
    }

    @SuppressWarnings("unchecked") // a generic array of one stream
    private List<Map<String, String>> read() {
        return redis
                .call(commands ->
                        commands.xreadgroup(Consumer.from(GROUP, "sts"), StreamOffset.lastConsumed(TestRedis.STREAM)))
                .stream()
                .map(StreamMessage::getBody)
                .toList();
    }

    /** Something that happens to Redis. */
    interface Loss {
        Object happen(TestRedis redis);
    }
}
