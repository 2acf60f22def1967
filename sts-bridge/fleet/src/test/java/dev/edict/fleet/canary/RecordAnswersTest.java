package dev.edict.fleet.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.edict.command.api.Rejection;
import dev.edict.fleet.FleetDatabase;
import dev.edict.fleet.canary.CanaryAnswers.Answer;
import dev.edict.fleet.roster.Owner;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Answers are compared with what was expected, and kept as decisions of the audit. */
@Tag("servers")
class RecordAnswersTest {

    private final FleetDatabase database = FleetDatabase.empty();
    private final AnsweringDecisionPoints points = new AnsweringDecisionPoints(database);

    @BeforeEach
    void zone() {
        database.registerZones("z1");
        database.defineCanaries("z1", 3, Map.of("pay", "allow", "refund", "deny role_scope_mismatch"));
        points.roster().registerEvaluating("gw-1", 300);
        database.activate("z1", 1);
        points.roster().loaded("gw-1", "z1", 1);
    }

    @Test
    void as_expected_is_passed() {
        assertThat(points.answers("gw-1", 1, 3, "pay=allow", "refund=deny role_scope_mismatch"))
                .isEqualTo(new CanaryTally(2, 0));
    }

    @Test
    void another_decision_another_reason_and_no_answer_are_failed() {
        assertThat(points.answers("gw-1", 1, 3, "pay=deny", "refund=deny other"))
                .isEqualTo(new CanaryTally(0, 2));
        points.roster().registerEvaluating("gw-2", 300);
        points.roster().loaded("gw-2", "z1", 1);
        assertThat(points.answers("gw-2", 1, 3, "pay")).isEqualTo(new CanaryTally(0, 2));
        assertThat(database.rows("select failing::text as failing from bridge.canary_run order by id"))
                .extracting(row -> row.get("failing"))
                .containsExactly(
                        "[{\"name\": \"pay\", \"actual\": \"deny\", \"expected\": \"allow\"},"
                                + " {\"name\": \"refund\", \"actual\": \"deny other\","
                                + " \"expected\": \"deny role_scope_mismatch\"}]",
                        "[{\"name\": \"pay\", \"actual\": null, \"expected\": \"allow\"},"
                                + " {\"name\": \"refund\", \"actual\": null,"
                                + " \"expected\": \"deny role_scope_mismatch\"}]");
    }

    @Test
    void each_answer_is_an_event_of_the_audit() {
        points.answers("gw-1", 1, 3, "pay=allow");
        assertThat(
                        database.rows(
                                """
                                select event_type, request_id, decision, policy_set_version_id, evaluation_status,
                                    decision_point, metadata_json ->> 'canary' as canary,
                                    metadata_json ->> 'outcome' as outcome
                                from bridge.canary_events order by seq
                                """))
                .containsExactly(
                        Map.of(
                                "event_type", "canary",
                                "request_id", "canary-1",
                                "decision", "allow",
                                "policy_set_version_id", "v1",
                                "evaluation_status", "complete",
                                "decision_point", "gw-1",
                                "canary", "pay",
                                "outcome", "passed"),
                        Map.of(
                                "event_type", "canary",
                                "request_id", "canary-1",
                                "decision", "not_executed",
                                "policy_set_version_id", "v1",
                                "evaluation_status", "not_executed",
                                "decision_point", "gw-1",
                                "canary", "refund",
                                "outcome", "failed"));
    }

    @Test
    void the_first_answers_stay_when_they_are_sent_again() {
        points.answers("gw-1", 1, 3, "pay=allow", "refund=deny role_scope_mismatch");
        assertThat(points.answers("gw-1", 1, 3, "pay=deny")).isEqualTo(new CanaryTally(2, 0));
        assertThat(database.count("bridge.canary_events")).isEqualTo(2);
    }

    @Test
    void answers_to_other_canaries_than_the_newest_are_refused() {
        assertThat(refused("gw-1", 1, 2)).isEqualTo(Rejection.Reason.CANARIES_CHANGED);
        assertThat(database.count("bridge.canary_run")).isZero();
    }

    @Test
    void answers_under_what_was_not_loaded_are_refused() {
        database.activate("z1", 2);
        assertThat(refused("gw-1", 2, 3)).isEqualTo(Rejection.Reason.ACTIVATION_UNKNOWN);
    }

    @Test
    void answers_of_another_token_or_zone_are_refused() {
        var answers = new CanaryAnswers(
                points.roster().incarnation("gw-1"), "z1", 1L, 3L, List.of(new Answer("pay", "allow", null)));
        assertThat(refused(() -> points.records().record("gw-1", answers, new Owner("admin:other", null))))
                .isEqualTo(Rejection.Reason.REPLICA_UNKNOWN);
        assertThat(refused(() -> points.records().record("gw-1", answers, new Owner("admin:ci", "z2"))))
                .isEqualTo(Rejection.Reason.ZONE_FORBIDDEN);
    }

    private Rejection.Reason refused(String id, long seq, long version) {
        return refused(() -> points.answers(id, seq, version, "pay=allow"));
    }

    private static Rejection.Reason refused(Runnable answering) {
        return catchThrowableOfType(Rejection.class, answering::run).reason();
    }
}
