package dev.edict.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.bridge.redis.EntryId;
import dev.edict.bridge.redis.StreamFacts;
import dev.edict.bridge.resync.StreamPositions;
import io.lettuce.core.Consumer;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.XGroupCreateArgs;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A verification asks which entry announces a change, and which consumer groups were given it. */
@Tag("servers")
class NoteDeliveriesTest {

    private static final String GROUP = "opa-engine";

    private final ResyncScene scene = new ResyncScene();

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void the_outbox_keeps_the_entry_that_announces_each_change() {
        scene.aZoneThatIsGovernedAndOneThatIsNot();
        scene.startNode();
        var announced =
                scene.redis.call(commands -> commands.xrange(TestRedis.STREAM, Range.unbounded(), Limit.unlimited()));
        assertThat(announced).hasSize(5).allSatisfy(entry -> assertThat(kept(entry.getBody()))
                .isEqualTo(EntryId.parse(entry.getId()).sortable()));
    }

    @Test
    @SuppressWarnings("unchecked") // a generic array of one stream
    void how_far_a_group_was_given_entries_is_noted_as_it_reads() {
        scene.aZoneThatIsGovernedAndOneThatIsNot();
        scene.redis.call(commands -> commands.xgroupCreate(
                StreamOffset.from(TestRedis.STREAM, "0"), GROUP, new XGroupCreateArgs().mkstream(true)));
        scene.startNode();
        awaitDelivered(new EntryId(0, 0));
        for (var n = 0; n < 2; n++) {
            var read = scene.redis.call(commands -> commands.xreadgroup(
                    Consumer.from(GROUP, "sts"),
                    XReadArgs.Builder.count(2),
                    StreamOffset.lastConsumed(TestRedis.STREAM)));
            awaitDelivered(EntryId.parse(read.get(1).getId()));
        }
    }

    @Test
    @SuppressWarnings("unchecked") // a generic array of one stream
    void a_group_that_is_set_back_is_noted_where_it_is() {
        scene.aZoneThatIsGovernedAndOneThatIsNot();
        scene.startNode();
        var announced =
                scene.redis.call(commands -> commands.xrange(TestRedis.STREAM, Range.unbounded(), Limit.unlimited()));
        scene.redis.call(commands -> commands.xgroupCreate(StreamOffset.from(TestRedis.STREAM, "$"), GROUP));
        awaitDelivered(EntryId.parse(announced.get(4).getId()));
        scene.redis.call(commands -> commands.xgroupSetid(
                StreamOffset.from(TestRedis.STREAM, announced.get(1).getId()), GROUP));
        awaitDelivered(EntryId.parse(announced.get(1).getId()));
    }

    @Test
    void only_what_changed_in_this_stream_is_written() {
        var here = new StreamPositions(scene.database.pool(), "here");
        here.noteGroups(List.of(GROUP, "other"));
        new StreamPositions(scene.database.pool(), "elsewhere").noteGroups(List.of(GROUP));
        here.noteDelivered(List.of(at(GROUP, 7), at("other", 7)));
        var before = noted();
        here.noteDelivered(List.of(at(GROUP, 7), at("other", 8)));
        assertThat(noted())
                .hasSize(3)
                .containsEntry("here " + GROUP, before.get("here " + GROUP))
                .containsEntry("elsewhere " + GROUP, "never")
                .doesNotContainEntry("here other", before.get("here other"));
    }

    private static StreamFacts.Group at(String name, long millis) {
        return new StreamFacts.Group(name, new EntryId(millis, 0), null);
    }

    /** When each group was noted, by stream and name. */
    private Map<String, String> noted() {
        return scene
                .database
                .sql()
                .sql("select stream || ' ' || name as key, coalesce(delivered_at::text, 'never') as at"
                        + " from bridge.stream_group")
                .query((row, n) -> Map.entry(row.getString("key"), row.getString("at")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private Object kept(Map<String, String> entry) {
        return scene.database
                .sql()
                .sql("select stream_entry from bridge.outbox where id = ?")
                .param(entry.get("outbox_id"))
                .query(String.class)
                .single();
    }

    private void awaitDelivered(EntryId entry) {
        await("the group to be noted at " + entry).atMost(ResyncScene.SOON).until(() -> scene.database
                .sql()
                .sql("select last_delivered from bridge.stream_group where name = ? and last_delivered is not null")
                .param(GROUP)
                .query(String.class)
                .list()
                .equals(List.of(entry.sortable())));
    }
}
