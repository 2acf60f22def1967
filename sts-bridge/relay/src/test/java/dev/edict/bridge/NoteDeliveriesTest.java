package dev.edict.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.bridge.redis.EntryId;
import io.lettuce.core.Consumer;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.XGroupCreateArgs;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import java.util.List;
import java.util.Map;
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
