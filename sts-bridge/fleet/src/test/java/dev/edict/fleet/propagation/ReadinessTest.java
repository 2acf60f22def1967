package dev.edict.fleet.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.fleet.FleetDatabase;
import dev.edict.fleet.propagation.ZoneReadiness.Check;
import dev.edict.fleet.propagation.ZoneReadiness.Verdict;
import dev.edict.fleet.roster.Answer;
import dev.edict.fleet.roster.AskedDecisionPoints.Asker;
import dev.edict.fleet.roster.AskedRoster;
import dev.edict.fleet.roster.Finding;
import dev.edict.fleet.roster.ReportingDecisionPoints;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;

/** May a change be made now? */
@Tag("servers")
class ReadinessTest {

    private final FleetDatabase database = FleetDatabase.empty();
    private final ReportingDecisionPoints roster = new ReportingDecisionPoints(database);
    private Health redis = Health.up().build();
    private final PropagationReader reader = new PropagationReader(
            new Deployments(database.pool(), database.pool()),
            new DecisionPoints(database.pool()),
            new ReadinessChecks(database.pool(), () -> redis));

    @BeforeEach
    void zone() {
        database.registerZones("z1");
    }

    @Test
    void yes_when_every_decision_point_enforces_the_latest_activation_and_nothing_waits() {
        roster.register("gw-1", 300);
        database.activate("z1", 1);
        roster.loaded("gw-1", "z1", 1);
        assertThat(now().verdict()).isEqualTo(Verdict.OK);
        assertThat(now().checks())
                .extracting(Check::check)
                .containsExactly("decision_points", "policy_age", "relay", "redis", "dead_letters");
        assertThat(check("decision_points").sentence()).isEqualTo("1 decision points enforce activation 1.");
    }

    @Test
    void yes_before_the_first_activation_if_decision_points_are_there() {
        roster.register("gw-1", 300);
        assertThat(check("decision_points"))
                .isEqualTo(new Check("decision_points", Verdict.OK, "1 decision points are there."));
    }

    @Test
    void a_warning_that_names_an_sts_that_does_not_answer_and_why() {
        database.activate("z1", 1);
        var roster = AskedRoster.on(database);
        var asker = new Asker("sts", "this process");
        database.sql()
                .sql("insert into bridge.asker values ('sts', 'this process', clock_timestamp() + interval '1 hour')")
                .update();
        roster.appear(asker, List.of("sts:a"));
        roster.record(asker, "sts:a", List.of(new Finding("z1", 1, System.nanoTime(), Answer.unreachable("refused"))));
        assertThat(check("decision_points"))
                .isEqualTo(new Check(
                        "decision_points",
                        Verdict.WARNING,
                        "Activation 1 is not known to be enforced by sts:a (refused)."));
        var manifest = FleetDatabase.manifest(1);
        roster.record(
                asker, "sts:a", List.of(new Finding("z1", 1, System.nanoTime(), Answer.enforces(manifest, null))));
        assertThat(check("decision_points").verdict()).isEqualTo(Verdict.OK);
        roster.record(asker, "sts:a", List.of(new Finding("z1", 1, System.nanoTime(), Answer.failed("status 401"))));
        assertThat(check("decision_points").sentence())
                .isEqualTo("Activation 1 is not known to be enforced by sts:a (status 401).");
    }

    @Test
    void a_warning_when_no_decision_point_is_there() {
        database.activate("z1", 1);
        assertThat(check("decision_points").verdict()).isEqualTo(Verdict.WARNING);
        assertThat(check("policy_age").verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(now().verdict()).isEqualTo(Verdict.WARNING);
    }

    @Test
    void a_warning_that_names_who_has_not_loaded_the_latest_activation() {
        roster.register("gw-1", 300);
        roster.register("gw-2", 300);
        database.activate("z1", 1);
        roster.loaded("gw-1", "z1", 1);
        assertThat(check("decision_points").verdict()).isEqualTo(Verdict.WARNING);
        assertThat(check("decision_points").sentence()).endsWith("enforced by gw-2.");
    }

    @Test
    void no_when_one_cannot_load_what_governs() {
        roster.register("gw-1", 300);
        database.activate("z1", 1);
        roster.failed("gw-1", "z1", 1, "cannot be compiled");
        assertThat(check("decision_points").verdict()).isEqualTo(Verdict.FAILING);
        assertThat(now().verdict()).isEqualTo(Verdict.FAILING);
    }

    @Test
    void no_when_the_budget_of_one_is_over() {
        roster.register("gw-1", 300);
        database.activate("z1", 1);
        roster.stale("gw-1", "z1", 1);
        assertThat(check("policy_age").verdict()).isEqualTo(Verdict.FAILING);
        assertThat(check("policy_age").sentence()).endsWith("at gw-1.");
    }

    @Test
    void a_warning_when_a_policy_was_not_confirmed_for_long() {
        roster.register("gw-1", 300);
        database.activate("z1", 1);
        roster.loaded("gw-1", "z1", 1);
        change("update bridge.decision_point_zone set confirmed_at = confirmed_at - interval '3 minutes'");
        assertThat(check("policy_age").verdict()).isEqualTo(Verdict.WARNING);
        roster.confirmed("gw-1", 1_000);
        assertThat(check("policy_age").verdict()).isEqualTo(Verdict.OK);
    }

    @Test
    void the_longer_an_invalidation_of_the_zone_waits_the_worse() {
        invalidation("z2", "1 hour");
        assertThat(check("relay").verdict()).isEqualTo(Verdict.OK);
        invalidation("z1", "10 seconds");
        assertThat(check("relay").verdict()).isEqualTo(Verdict.WARNING);
        invalidation("z1", "40 seconds");
        assertThat(check("relay").verdict()).isEqualTo(Verdict.FAILING);
    }

    @Test
    void a_warning_with_its_reason_when_redis_takes_nothing() {
        redis = Health.down().withDetail("reason", "connection refused").build();
        assertThat(check("redis"))
                .isEqualTo(new Check("redis", Verdict.WARNING, "Redis takes no invalidations: connection refused"));
        redis = Health.unknown().build();
        assertThat(check("redis").verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void a_warning_when_events_of_the_zone_were_set_aside() {
        change(
                """
                insert into projection.dead_letter (letter_id, processor_name, zone_id, position_in_zone, message_type,
                    event_id, occurred_at, event_type, payload, enqueued_at)
                values ('l1', 'timeline', 'z1', 0, 'm', 'e', '', 't', '', '')
                """);
        assertThat(check("dead_letters").verdict()).isEqualTo(Verdict.WARNING);
        assertThat(check("dead_letters").sentence()).contains("behind 1 events");
    }

    private void invalidation(String zoneId, String age) {
        database.sql()
                .sql(
                        """
                        insert into bridge.outbox (id, zone_id, activation_seq, policy_set_id, policy_set_version_id,
                            request_id, created_at, next_attempt_at)
                        select :zone || :age, :zone, 1000 + count(*), 's', 'v', 'r', now() - :age::interval, now()
                        from bridge.outbox
                        """)
                .param("zone", zoneId)
                .param("age", age)
                .update();
    }

    private void change(String statement) {
        database.sql().sql(statement).update();
    }

    private ZoneReadiness now() {
        return reader.readiness("z1");
    }

    private Check check(String name) {
        return now().checks().stream()
                .filter(check -> check.check().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
