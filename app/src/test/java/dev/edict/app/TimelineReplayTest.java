package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("servers")
class TimelineReplayTest {

    private final Edict edict = Edict.shared();

    @Test
    void a_replay_of_the_whole_log_yields_the_same_timeline() {
        var api = edict.api();
        var zone = api.governed(2);
        api.activate(zone.zoneId(), zone.policySetId(), zone.versionIds().get(0))
                .expect(202);
        api.activate(zone.zoneId(), zone.policySetId(), zone.versionIds().get(1))
                .expect(202);
        api.rollBack(zone.zoneId(), "bad deploy").expect(202);
        awaitHead();
        // What is recorded in the background goes on meanwhile.
        var head = count("views.timeline");
        var before = timeline(head);
        var processor = edict.bean(Configuration.class)
                .eventProcessingConfiguration()
                .eventProcessor("timeline", StreamingEventProcessor.class)
                .orElseThrow();
        processor.shutDown();
        edict.owner().sql("delete from views.timeline").update();
        processor.resetTokens();
        processor.start();
        awaitHead();
        assertThat(timeline(head)).isEqualTo(before).isNotEmpty();
    }

    private void awaitHead() {
        await("the timeline, a reader of its own, to reach the head of the log")
                .atMost(Duration.ofSeconds(20))
                .until(() -> count("views.timeline") == count("events.domain_event"));
    }

    private long count(String table) {
        return edict.owner()
                .sql("select count(*) from " + table)
                .query(Long.class)
                .single();
    }

    private List<String> timeline(long head) {
        return edict.owner()
                .sql("select t::text from views.timeline t where sequence <= :head order by sequence")
                .param("head", head)
                .query(String.class)
                .list();
    }
}
