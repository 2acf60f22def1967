package dev.edict.fleet.housekeeping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.fleet.FleetDatabase;
import dev.edict.fleet.roster.Answer;
import dev.edict.fleet.roster.AskedDecisionPoints;
import dev.edict.fleet.roster.AskedDecisionPoints.Asker;
import dev.edict.fleet.roster.AskedRoster;
import dev.edict.fleet.roster.Finding;
import dev.edict.fleet.roster.ReportingDecisionPoints;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("servers")
class MeasureRosterTest {

    private final FleetDatabase database = FleetDatabase.empty();
    private final ReportingDecisionPoints roster = new ReportingDecisionPoints(database);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final RosterMeters meters = new RosterMeters(database.pool(), registry);

    @BeforeEach
    void an_activation() {
        database.registerZones("z1");
        database.activate("z1", 1);
    }

    @Test
    void without_decision_points_there_are_none_and_no_age() {
        meters.look();
        assertThat(points("present")).isZero();
        assertThat(age("edict.policy.confirmed.age")).isNaN();
        assertThat(age("caracal_sts_opa_max_policy_age_seconds")).isNaN();
    }

    @Test
    void decision_points_are_counted_by_what_they_said_last() {
        for (var id : new String[] {"loads", "fails", "silent", "gone"}) {
            roster.register(id, 300);
        }
        roster.loaded("loads", "z1", 1);
        roster.failed("fails", "z1", 1, "cannot be compiled");
        database.passed("silent", "60 seconds");
        roster.sayGoodbye("gone");
        meters.look();
        assertThat(points("present")).isEqualTo(2);
        assertThat(points("loading_failed")).isEqualTo(1);
        assertThat(points("silent")).isEqualTo(1);
    }

    @Test
    void a_stock_sts_is_silent_once_it_was_asked_in_vain_and_for_as_long_as_it_is_awaited() {
        var asker = new Asker("sts", "this process");
        database.sql()
                .sql("insert into bridge.asker values ('sts', 'this process', clock_timestamp() + interval '1 hour')")
                .update();
        var asked = AskedRoster.on(database);
        asked.appear(asker, List.of("sts:a"));
        meters.look();
        assertThat(points("silent")).isZero();
        answer(asked, asker, Answer.unreachable("refused"));
        database.passed("sts:a", "30 days");
        meters.look();
        assertThat(points("silent")).isEqualTo(1);
        assertThat(AskedRoster.listed(database)).containsExactly("sts:a sts false");
        answer(asked, asker, Answer.enforces("9".repeat(64), null));
        meters.look();
        assertThat(points("present")).isEqualTo(1);
        assertThat(points("loading_failed")).isEqualTo(1);
    }

    @Test
    void the_age_is_that_of_the_least_current_one_and_a_heartbeat_renews_it() {
        roster.register("gw-1", 300);
        roster.loaded("gw-1", "z1", 1);
        database.sql()
                .sql("update bridge.decision_point_zone set confirmed_at = confirmed_at - interval '10 minutes',"
                        + " loaded_at = loaded_at - interval '1 hour'")
                .update();
        meters.look();
        assertThat(age("edict.policy.confirmed.age")).isBetween(600.0, 660.0);
        assertThat(age("caracal_sts_opa_max_policy_age_seconds")).isBetween(3_600.0, 3_660.0);
        roster.confirmed("gw-1", 2_000);
        meters.look();
        assertThat(age("edict.policy.confirmed.age")).isBetween(2.0, 60.0);
    }

    @Test
    void the_newest_heartbeat_counts_and_one_without_an_age_changes_nothing() {
        roster.register("gw-1", 300);
        roster.loaded("gw-1", "z1", 1);
        roster.confirmed("gw-1", 900_000);
        database.sql()
                .sql("update bridge.decision_point_zone set confirmed_at = confirmed_at - interval '1 hour'")
                .update();
        roster.heartbeat("gw-1");
        meters.look();
        assertThat(age("edict.policy.confirmed.age")).isBetween(900.0, 960.0);
        roster.confirmed("gw-1", 2_000);
        meters.look();
        assertThat(age("edict.policy.confirmed.age")).isBetween(2.0, 60.0);
    }

    private static void answer(AskedDecisionPoints asked, Asker asker, Answer answer) {
        asked.record(asker, "sts:a", List.of(new Finding("z1", 1, System.nanoTime(), answer)));
    }

    private double points(String state) {
        return registry.get("edict.decision.points").tag("state", state).gauge().value();
    }

    private double age(String name) {
        return registry.get(name).gauge().value();
    }
}
