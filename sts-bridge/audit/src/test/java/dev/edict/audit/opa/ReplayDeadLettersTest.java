package dev.edict.audit.opa;

import static dev.edict.audit.opa.LogScene.decision;
import static dev.edict.audit.opa.LogScene.ofZone;
import static dev.edict.audit.opa.LogScene.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.edict.audit.store.DecisionDeadLetters;
import dev.edict.audit.store.DecisionDeadLetters.Listed;
import dev.edict.audit.store.DecisionDeadLetters.Replayed;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Dead letters are listed, and stored once what was in their way is gone. */
class ReplayDeadLettersTest {

    private static final String NEW_ZONE = "z-new";

    private final LogScene scene = new LogScene().activated("v-9");
    private final DecisionDeadLetters letters = scene.deadLetters();

    @AfterEach
    void close() {
        scene.close();
    }

    private static Map<String, Object> ofNewZone(String id) {
        return with(decision(id), "bundles", Map.of(NEW_ZONE, Map.of("revision", "3:none")));
    }

    @Test
    void the_newest_come_first_with_what_they_were_and_why() {
        scene.take(List.of(ofNewZone("d1")));
        scene.take("no array");

        assertThat(letters.newest(10))
                .extracting(Listed::sourceId, Listed::reason, Listed::zoneId, Listed::replayable, Listed::source)
                .containsExactly(
                        tuple("body", "invalid_log", null, false, "opa"),
                        tuple("d1", "unknown_zone", NEW_ZONE, true, "opa"));
        assertThat(letters.newest(1)).hasSize(1);
        assertThat(letters.count()).isEqualTo(2);
    }

    @Test
    void a_replay_stores_what_can_be_stored_now_as_it_was_received() {
        scene.take(IntStream.range(0, 120).mapToObj(n -> ofNewZone("d" + n)).toList());
        var received = scene.database
                .sql()
                .sql("select sha256 from bridge.audit_dead_letter where source_id = 'd7'")
                .query(byte[].class)
                .single();
        assertThat(letters.replay(List.of())).isEqualTo(new Replayed(120, 0, 120));

        scene.zones.add(NEW_ZONE);
        assertThat(letters.replay(List.of())).isEqualTo(new Replayed(120, 120, 0));
        assertThat(scene.events()).isEqualTo(120);
        assertThat(scene.event("d7"))
                .containsEntry("source", "opa")
                .containsEntry("zone_id", NEW_ZONE)
                .containsEntry("received_sha256", received);

        scene.take(List.of(ofNewZone("d7")));
        assertThat(scene.events()).isEqualTo(120);
        assertThat(letters.count())
                .as("the agent sends it again: the content is the same")
                .isZero();
    }

    @Test
    void a_replay_can_be_of_some_and_never_of_what_no_replay_can_mend() {
        scene.take(List.of(ofNewZone("d1"), ofNewZone("d2"), decision("")));
        scene.takeAs(ofZone(LogScene.OTHER_ZONE), List.of(decision("d3")));
        scene.zones.add(NEW_ZONE);
        var id = letters.newest(10).stream()
                .filter(letter -> letter.sourceId().equals("d2"))
                .mapToLong(Listed::id)
                .findFirst()
                .orElseThrow();

        assertThat(letters.replay(List.of(id))).isEqualTo(new Replayed(1, 1, 3));
        assertThat(letters.replay(List.of())).isEqualTo(new Replayed(1, 1, 2));
        assertThat(scene.events()).isEqualTo(2);
        assertThat(scene.letters()).containsOnlyKeys("element", "d3").containsEntry("d3", "foreign_zone");
    }
}
