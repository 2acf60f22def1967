package dev.edict.audit.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.audit.AuditRedis;
import dev.edict.audit.Events;
import dev.edict.command.secret.AuditKey;
import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.Consumer;
import io.lettuce.core.XGroupCreateArgs;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.lettuce.core.protocol.CommandType;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TakeFromStreamTest {

    private final IngestScene scene = new IngestScene();

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void what_decision_points_sent_before_the_first_node_started_is_taken_too() {
        var id = scene.decide();

        scene.node("n1");

        scene.awaitStored(1);
        assertThat(scene.stored()).containsExactly(id);
        scene.awaitNothingPending();
    }

    @Test
    void the_contract_s_own_service_keeps_its_events() {
        scene.redis.call(redis -> redis.xgroupCreate(
                StreamOffset.from(AuditRedis.STREAM, "0"), "audit-ingestor", XGroupCreateArgs.Builder.mkstream()));
        scene.node("n1");
        scene.decide();
        scene.awaitStored(1);

        assertThat(read("audit-ingestor", "theirs")).isEqualTo(1);
    }

    @SuppressWarnings("unchecked") // an array of generic offsets, which Lettuce only reads
    private int read(String group, String consumer) {
        return scene.redis.call(redis -> redis.xreadgroup(
                        Consumer.from(group, consumer),
                        XReadArgs.Builder.count(100),
                        StreamOffset.lastConsumed(AuditRedis.STREAM))
                .size());
    }

    @Test
    void what_is_not_signed_or_cannot_be_read_is_set_aside_by_name_and_holds_up_nothing() {
        scene.add(Events.json(Events.denial()), AuditKey.parse("b2".repeat(32)));
        scene.add(Map.of("data", Events.json(Events.denial())));
        scene.add(Map.of("id", "1"));
        scene.add("{", IngestScene.KEY);
        scene.add(Events.json(Events.denial("zone_id", "unknown")), IngestScene.KEY);
        var id = scene.decide();

        scene.node("n1");

        scene.awaitStored(1);
        scene.awaitNothingPending();
        assertThat(scene.stored()).containsExactly(id);
        assertThat(scene.deadLetters())
                .containsExactlyInAnyOrder(
                        "hmac_verify_failed",
                        "hmac_verify_failed",
                        "missing_data_field",
                        "json_parse_error",
                        "unknown_zone");
    }

    @Test
    void during_a_rotation_both_keys_count() {
        var next = AuditKey.parse("b2".repeat(32));
        scene.keys.add(0, next);
        scene.add(Events.json(Events.denial()), next);
        scene.decide();

        scene.node("n1");

        scene.awaitStored(2);
        assertThat(scene.deadLetters()).isEmpty();
    }

    @Test
    void nothing_is_acknowledged_before_it_is_committed() throws SQLException {
        scene.node("n1");
        try (var other = scene.database.pool().getConnection()) {
            holdTurn(other);
            var id = scene.decide();
            await("the node has read it").until(() -> scene.pending() == 1);
            assertThat(scene.stored()).isEmpty();
            other.rollback();
            other.setAutoCommit(true);
            scene.awaitNothingPending();
            assertThat(scene.stored()).containsExactly(id);
        }
    }

    private static void holdTurn(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("select * from bridge.audit_arrival for update");
        }
    }

    @Test
    void what_a_dead_consumer_had_read_is_taken_over() {
        scene.redis.call(redis -> redis.xgroupCreate(
                StreamOffset.from(AuditRedis.STREAM, "0"), "edict-audit", XGroupCreateArgs.Builder.mkstream()));
        var id = scene.decide();
        assertThat(read("edict-audit", "dead")).isEqualTo(1);

        scene.node("n1");

        scene.awaitStored(1);
        scene.awaitNothingPending();
        assertThat(scene.stored()).containsExactly(id);
    }

    @Test
    void a_redis_that_comes_back_empty_is_read_again() {
        scene.node("n1");
        scene.decide();
        scene.awaitStored(1);
        scene.redis.stop();
        scene.redis.start();

        scene.decide();

        scene.awaitStored(2);
    }

    @Test
    void nodes_share_the_work_and_store_everything_once() {
        var sent = new HashSet<String>();
        IntStream.range(0, 500).forEach(i -> sent.add(scene.decide()));

        scene.node("n1");
        scene.node("n2");
        IntStream.range(0, 500).forEach(i -> sent.add(scene.decide()));

        scene.awaitStored(1_000);
        scene.awaitNothingPending();
        assertThat(scene.stored()).hasSize(1_000).containsExactlyInAnyOrderElementsOf(new ArrayList<>(sent));
    }

    @Test
    void entries_that_were_removed_unread_are_acknowledged() {
        scene.redis.call(redis -> redis.xgroupCreate(
                StreamOffset.from(AuditRedis.STREAM, "0"), "edict-audit", XGroupCreateArgs.Builder.mkstream()));
        scene.decide();
        assertThat(read("edict-audit", "n1#1")).isEqualTo(1);
        scene.redis.call(redis -> redis.xtrim(AuditRedis.STREAM, 0));

        scene.node("n1");

        scene.awaitNothingPending();
        assertThat(scene.stored()).isEmpty();
    }

    @Test
    void a_redis_that_forbids_reading_makes_the_node_degraded_by_name() {
        var node = scene.node("n1");
        scene.decide();
        scene.awaitStored(1);
        assertThat(node.health().getStatus().getCode()).isEqualTo("UP");

        scene.redis.call(
                redis -> redis.aclSetuser("default", AclSetuserArgs.Builder.removeCommand(CommandType.XREADGROUP)));

        await("a refusal is seen with the next read")
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(node.health().getDetails().toString())
                        .contains("the user of Redis may not send XREADGROUP"));
        assertThat(node.health().getStatus()).isEqualTo(DecisionIngest.BEHIND);
    }

    @Test
    void what_is_left_is_told() {
        var node = scene.node("n1");
        scene.decide();
        scene.awaitStored(1);

        await("the group is looked at every 5 s").atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(
                        node.health().getDetails())
                .containsEntry("lag", 0.0)
                .containsEntry("pending", 0.0)
                .containsEntry("dead_letters", 0L));
    }
}
