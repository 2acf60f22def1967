package dev.edict.fleet.housekeeping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.fleet.FleetDatabase;
import dev.edict.fleet.roster.ReportingDecisionPoints;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Observations are deleted after their retention. */
@Tag("servers")
class PruneObservationsTest {

    private final FleetDatabase database = FleetDatabase.empty();
    private final ReportingDecisionPoints roster = new ReportingDecisionPoints(database);

    @Test
    void what_may_still_allow_and_what_a_report_may_name_is_kept() {
        database.registerZones("z1");
        database.activate("z1", 1);
        database.activate("z1", 2);
        roster.register("gw-1", 300);
        roster.loaded("gw-1", "z1", 2);
        roster.sayGoodbye("gw-1");
        roster.registerWithoutBudget("for-ever");
        for (var id : List.of("gw-1", "for-ever")) {
            database.passed(id, "91 days");
        }
        database.sql()
                .sql(
                        "update bridge.load set from_at = from_at - interval '91 days', to_at = to_at - interval '91 days'")
                .update();
        database.sql().sql("update bridge.deployment set watched = false").update();
        database.committedBefore("z1", 1, "91 days");
        database.committedBefore("z1", 2, "91 days");

        new RosterPruning(database.pool(), new RosterProperties(Duration.ofDays(90))).prune();

        assertThat(database.count("bridge.load")).isZero();
        assertThat(database.rows("select id from bridge.decision_point"))
                .extracting(row -> row.get("id"))
                .containsExactly("for-ever");
        assertThat(database.rows("select activation_seq from bridge.deployment"))
                .as("the newest tells what a report may name")
                .extracting(row -> row.get("activation_seq"))
                .containsExactly(2L);
    }
}
