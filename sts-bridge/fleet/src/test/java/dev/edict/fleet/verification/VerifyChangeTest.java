package dev.edict.fleet.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.fleet.FleetDatabase;
import dev.edict.fleet.canary.AnsweringDecisionPoints;
import dev.edict.fleet.propagation.PropagationOf;
import dev.edict.fleet.propagation.PropagationProperties;
import dev.edict.fleet.propagation.RecordedDeployments;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A verification has five checks; each passes by evidence alone, and the log says once what came out. */
@Tag("servers")
class VerifyChangeTest {

    private static final PropagationProperties PROPERTIES =
            new PropagationProperties(Duration.ofSeconds(90), Duration.ofSeconds(60));
    private static final String ENTRY = "00000000001732981000-00000000000000000003";
    private static final String BEFORE = "00000000001732981000-00000000000000000002";

    private final FleetDatabase database = FleetDatabase.empty();
    private final AnsweringDecisionPoints points = new AnsweringDecisionPoints(database);
    private final RecordedDeployments log = new RecordedDeployments();
    private final VerificationReader reader = new VerificationReader(
            PropagationOf.deployments(database),
            PropagationOf.decisionPoints(database),
            new EvidenceReader(database.pool()),
            PROPERTIES);
    private final VerificationProgress progress =
            new VerificationProgress(new VerificationStates(database.pool()), reader, log, PROPERTIES);

    @BeforeEach
    void zone() {
        database.registerZones("z1");
    }

    @Test
    void all_five_pass() {
        database.defineCanaries("z1", 1, Map.of("pay", "allow"));
        points.roster().registerGateway("gw-1", 300);
        change(1);
        database.sent("z1", 1, ENTRY);
        database.delivered("caracal-sts", ENTRY);
        points.loadsAndAnswers("gw-1", 1, 1, "pay=allow");
        database.canariesDecided("z1", 1, "passed");
        points.roster().decided("gw-1", "z1", 1);
        assertThat(states())
                .isEqualTo(Map.of(
                        "activation", "passed",
                        "invalidation", "passed",
                        "policy_age", "passed",
                        "audit_decisions", "passed",
                        "gateway", "passed"));
        assertThat(verification().verdict()).isEqualTo(CheckState.PASSED);
        look();
        look();
        assertThat(log.verified).singleElement().satisfies(record -> {
            assertThat(record.passed()).hasSize(5);
            assertThat(record.notVerifiable()).isEmpty();
        });
    }

    @Test
    void an_entry_that_redis_took_proves_nothing_before_it_is_read() {
        points.roster().register("gw-1", 300);
        change(1);
        assertThat(check("invalidation").state()).isEqualTo(CheckState.PENDING);
        database.sent("z1", 1, ENTRY);
        database.delivered("caracal-sts", BEFORE);
        points.roster().loaded("gw-1", "z1", 1);
        assertThat(check("invalidation").state()).isEqualTo(CheckState.PENDING);
        assertThat(check("invalidation").sentence()).contains("caracal-sts");
        assertThat(check("invalidation").evidence()).containsEntry("stream_entry", "1732981000-3");
        database.delivered("caracal-sts", ENTRY);
        assertThat(check("invalidation").state()).isEqualTo(CheckState.PASSED);
    }

    @Test
    void a_group_that_was_given_the_entry_does_not_stand_for_another() {
        change(1);
        database.sent("z1", 1, ENTRY);
        database.delivered("caracal-sts", ENTRY);
        database.delivered("caracal-gateway", BEFORE);
        assertThat(check("invalidation").state()).isEqualTo(CheckState.PENDING);
        assertThat(check("invalidation").evidence()).containsEntry("groups_behind", List.of("caracal-gateway"));
        database.delivered("caracal-gateway", ENTRY);
        assertThat(check("invalidation").state()).isEqualTo(CheckState.PASSED);
    }

    @Test
    void a_decision_point_that_loaded_the_change_does_not_stand_for_another() {
        points.roster().register("gw-1", 300);
        points.roster().register("gw-2", 300);
        change(1);
        database.sent("z1", 1, ENTRY);
        points.roster().loaded("gw-1", "z1", 1);
        assertThat(check("invalidation").state()).isEqualTo(CheckState.PENDING);
        assertThat(check("invalidation").evidence()).containsEntry("decision_points_behind", List.of("gw-2"));
    }

    @Test
    void an_invalidation_whose_row_was_deleted_arrived_where_the_change_was_loaded() {
        database.activate("z1", 1);
        assertThat(check("invalidation").state()).isEqualTo(CheckState.NOT_VERIFIABLE);
        points.roster().register("gw-1", 300);
        database.activate("z1", 2);
        assertThat(check(2, "invalidation").state()).isEqualTo(CheckState.NOT_VERIFIABLE);
        points.roster().loaded("gw-1", "z1", 2);
        assertThat(check(2, "invalidation").state()).isEqualTo(CheckState.PASSED);
    }

    @Test
    void a_decision_point_that_did_not_load_the_change_is_awaited_and_then_a_failure() {
        points.roster().register("gw-1", 300);
        change(1);
        database.sent("z1", 1, ENTRY);
        assertThat(states()).containsEntry("invalidation", "pending").containsEntry("policy_age", "pending");
        passed(91);
        assertThat(states()).containsEntry("invalidation", "failed").containsEntry("policy_age", "failed");
        look();
        assertThat(log.verificationFailed).singleElement().satisfies(record -> {
            assertThat(record.failed()).containsExactly("invalidation", "policy_age");
            assertThat(record.explanation()).contains("gw-1");
        });
    }

    @Test
    void one_that_cannot_load_the_change_is_a_failure_at_once() {
        points.roster().register("gw-1", 300);
        change(1);
        points.roster().failed("gw-1", "z1", 1, "compile error");
        assertThat(check("policy_age").state()).isEqualTo(CheckState.FAILED);
    }

    @Test
    void a_policy_that_was_not_confirmed_for_over_two_minutes_is_a_failure() {
        points.roster().registerWithoutBudget("gw-1");
        change(1);
        points.roster().loaded("gw-1", "z1", 1);
        confirmedBefore("110 seconds");
        assertThat(check("policy_age").state()).isEqualTo(CheckState.PASSED);
        confirmedBefore("11 seconds");
        assertThat(check("policy_age").state()).isEqualTo(CheckState.FAILED);
    }

    @Test
    void without_a_decision_point_nothing_is_verifiable_and_nothing_is_recorded() {
        change(1);
        database.sent("z1", 1, ENTRY);
        settled();
        look();
        assertThat(verification().verdict()).isEqualTo(CheckState.NOT_VERIFIABLE);
        assertThat(log.verified).isEmpty();
        assertThat(state()).isEqualTo("not_verifiable");
    }

    @Test
    void without_canaries_and_gateways_the_rest_is_verified_and_the_log_says_so() {
        points.roster().register("gw-1", 300);
        change(1);
        database.sent("z1", 1, ENTRY);
        points.roster().loaded("gw-1", "z1", 1);
        settled();
        look();
        assertThat(verification().verdict()).isEqualTo(CheckState.NOT_VERIFIABLE);
        assertThat(log.verified).singleElement().satisfies(record -> assertThat(record.notVerifiable())
                .containsExactly("audit_decisions", "gateway"));
    }

    @Test
    void canaries_that_failed_are_a_failure_with_the_canary_named() {
        database.defineCanaries("z1", 1, Map.of("pay", "allow"));
        points.roster().registerEvaluating("gw-1", 300);
        change(1);
        database.sent("z1", 1, ENTRY);
        points.loadsAndAnswers("gw-1", 1, 1, "pay=deny");
        database.canariesDecided("z1", 1, "failed");
        assertThat(check("audit_decisions").state()).isEqualTo(CheckState.FAILED);
        assertThat(check("audit_decisions").evidence())
                .containsEntry("failing", List.of(new Evidence.Failing("gw-1", "pay", "allow", "deny")));
    }

    @Test
    void a_gateway_without_a_request_is_awaited_and_then_not_verifiable() {
        points.roster().registerGateway("gw-1", 300);
        change(1);
        database.sent("z1", 1, ENTRY);
        points.roster().loaded("gw-1", "z1", 1);
        assertThat(check("gateway").state()).isEqualTo(CheckState.PENDING);
        passed(91);
        assertThat(check("gateway").state()).isEqualTo(CheckState.NOT_VERIFIABLE);
    }

    @Test
    void a_gateway_that_does_not_load_the_change_is_awaited_and_then_a_failure() {
        points.roster().registerGateway("gw-1", 300);
        change(1);
        assertThat(check("gateway").state()).isEqualTo(CheckState.PENDING);
        passed(91);
        assertThat(check("gateway").state()).isEqualTo(CheckState.FAILED);
    }

    @Test
    void the_decision_of_one_gateway_does_not_stand_for_another() {
        points.roster().registerGateway("gw-1", 300);
        points.roster().registerGateway("gw-2", 300);
        change(1);
        points.roster().decided("gw-1", "z1", 1);
        points.roster().loaded("gw-2", "z1", 1);
        assertThat(check("gateway").state()).isEqualTo(CheckState.PENDING);
        assertThat(check("gateway").evidence()).containsEntry("without_decision", List.of("gw-2"));
        points.roster().decided("gw-2", "z1", 1);
        assertThat(check("gateway").state()).isEqualTo(CheckState.PASSED);
    }

    @Test
    void a_decision_under_an_older_change_is_no_evidence() {
        points.roster().registerGateway("gw-1", 300);
        change(1);
        points.roster().decided("gw-1", "z1", 1);
        change(2);
        points.roster().loaded("gw-1", "z1", 2);
        assertThat(check("gateway").state()).isEqualTo(CheckState.PASSED);
        assertThat(check(2, "gateway").state()).isEqualTo(CheckState.PENDING);
    }

    @Test
    void a_change_that_a_newer_one_followed_is_given_up_and_can_still_be_read() {
        points.roster().register("gw-1", 300);
        change(1);
        change(2);
        look();
        assertThat(state()).isEqualTo("superseded");
        assertThat(verification().supersededBy()).isEqualTo(2);
        assertThat(log.verified).isEmpty();
    }

    @Test
    void an_overdue_change_stays_a_failure_when_a_newer_one_follows() {
        points.roster().register("gw-1", 300);
        change(1);
        passed(91);
        database.sql().sql("update bridge.deployment set overdue = true").update();
        change(2);
        look();
        assertThat(state()).isEqualTo("failed");
        assertThat(log.verificationFailed).hasSize(1);
    }

    @Test
    void a_change_whose_canaries_failed_stays_a_failure_when_a_newer_one_follows() {
        points.roster().register("gw-1", 300);
        change(1);
        database.canariesDecided("z1", 1, "failed");
        change(2);
        look();
        assertThat(state()).isEqualTo("failed");
        assertThat(log.verificationFailed).singleElement().satisfies(record -> assertThat(record.failed())
                .containsExactly("audit_decisions"));
    }

    @Test
    void one_that_said_goodbye_is_not_waited_for() {
        points.roster().register("gw-1", 300);
        points.roster().register("gw-2", 300);
        change(1);
        database.sent("z1", 1, ENTRY);
        points.roster().loaded("gw-1", "z1", 1);
        points.roster().sayGoodbye("gw-2");
        assertThat(states()).containsEntry("invalidation", "passed").containsEntry("policy_age", "passed");
    }

    @Test
    void one_that_said_goodbye_after_it_had_loaded_the_change_makes_nothing_fail_later() {
        points.roster().register("gw-1", 300);
        points.roster().register("gw-2", 300);
        change(1);
        database.sent("z1", 1, ENTRY);
        points.roster().loaded("gw-1", "z1", 1);
        points.roster().loaded("gw-2", "z1", 1);
        points.roster().sayGoodbye("gw-2");
        assertThat(states()).containsEntry("invalidation", "passed").containsEntry("policy_age", "passed");
    }

    private void change(long seq) {
        database.activate("z1", seq);
        database.announce("z1", seq);
    }

    private void look() {
        settled();
        progress.look(Set.of("z1"));
    }

    private void settled() {
        database.sql()
                .sql("update bridge.deployment set expected = 1 where expected is null")
                .update();
    }

    private void passed(int seconds) {
        var interval = seconds + " seconds";
        database.committedBefore("z1", 1, interval);
        points.roster().ids().forEach(id -> database.passed(id, interval));
        points.roster().ids().forEach(points.roster()::heartbeat);
    }

    private void confirmedBefore(String interval) {
        database.sql()
                .sql("update bridge.decision_point_zone set confirmed_at = confirmed_at - ?::interval")
                .param(interval)
                .update();
    }

    private Verification verification() {
        return verification(1);
    }

    private Verification verification(long seq) {
        return reader.find("z1", seq).orElseThrow();
    }

    private Map<String, String> states() {
        return verification().checks().stream()
                .collect(Collectors.toMap(
                        VerificationCheck::check, check -> check.state().word()));
    }

    private VerificationCheck check(String name) {
        return check(1, name);
    }

    private VerificationCheck check(long seq, String name) {
        return verification(seq).checks().stream()
                .filter(check -> check.check().equals(name))
                .findAny()
                .orElseThrow();
    }

    private @Nullable Object state() {
        return database.rows("select verification_state from bridge.deployment where activation_seq = 1")
                .get(0)
                .get("verification_state");
    }
}
