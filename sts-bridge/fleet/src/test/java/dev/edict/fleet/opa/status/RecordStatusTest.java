package dev.edict.fleet.opa.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.edict.command.api.Rejection;
import dev.edict.fleet.FleetDatabase;
import dev.edict.fleet.roster.Observation;
import dev.edict.fleet.roster.Observation.Enforced;
import dev.edict.fleet.roster.Observation.ObservedZone;
import dev.edict.fleet.roster.ObservedRoster;
import dev.edict.fleet.roster.ReportRecorded;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What agents post is recorded a moment later, many posts in one transaction. */
@Tag("servers")
class RecordStatusTest {

    private final FleetDatabase database = FleetDatabase.empty();
    private final List<Object> published = new CopyOnWriteArrayList<>();
    private final StatusInbox inbox =
            new StatusInbox(ObservedRoster.on(database, published::add), new StatusMeters(new SimpleMeterRegistry()));

    @BeforeEach
    void a_zone_with_an_activation() {
        database.registerZones("z1");
        database.activate("z1", 1);
    }

    @AfterEach
    void stop() {
        inbox.stop();
    }

    private static Observation says(int agent, String bundle) {
        var zone = new ObservedZone(bundle, new Enforced(1, FleetDatabase.manifest(1)), null, null, null, null);
        return new Observation("opa", "opa:gw-" + agent, "p" + agent, null, "admin:opa", null, 1, List.of(zone));
    }

    private void requireRecorded(long agents) {
        inbox.start();
        await("every post is recorded")
                .atMost(Duration.ofSeconds(10))
                .until(() -> database.count("bridge.decision_point") == agents);
    }

    @Test
    void posts_that_wait_are_recorded_together() {
        IntStream.range(0, 40).forEach(agent -> inbox.add(says(agent, "z1")));
        requireRecorded(40);

        assertThat(published).containsOnly(new ReportRecorded(Set.of("z1"))).hasSize(2);
    }

    @Test
    void one_that_is_refused_concerns_no_others() {
        IntStream.range(0, 9).forEach(agent -> inbox.add(says(agent, "z1")));
        inbox.add(says(9, "a bundle of no zone"));
        requireRecorded(9);

        await("the refusal").atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThatThrownBy(
                        () -> inbox.add(says(9, "z1")))
                .isInstanceOfSatisfying(Rejection.class, refusal -> assertThat(refusal.reason())
                        .isEqualTo(Rejection.Reason.ZONE_NOT_FOUND)));
    }

    @Test
    void nothing_is_lost_while_it_cannot_be_recorded() {
        database.sql().sql("alter table bridge.decision_point rename to away").update();
        IntStream.range(0, 5).forEach(agent -> inbox.add(says(agent, "z1")));
        inbox.start();
        await("an attempt").during(Duration.ofMillis(300)).until(published::isEmpty);
        database.sql().sql("alter table bridge.away rename to decision_point").update();

        requireRecorded(5);
    }
}
