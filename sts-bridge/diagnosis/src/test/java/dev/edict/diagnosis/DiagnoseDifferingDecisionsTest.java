package dev.edict.diagnosis;

import static dev.edict.diagnosis.DiagnosisScene.ZONE;
import static dev.edict.diagnosis.Requests.mint;
import static dev.edict.diagnosis.Requests.use;
import static dev.edict.diagnosis.Requests.with;
import static dev.edict.diagnosis.SymptomName.SIMULATION_DIFFERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.edict.command.api.Rejection;
import dev.edict.command.api.Rejection.Reason;
import dev.edict.diagnosis.Comparison.VersionAnswer;
import dev.edict.diagnosis.DiagnosisController.DiagnosisBody;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A live decision differs from the simulated one: each way on purpose, and named rightly. */
@Tag("servers")
class DiagnoseDifferingDecisionsTest {

    private static final String POLICIES =
            """
            app_ids := {"ledger": "app-1", "shop": "app-2"}
            grants := {
                "resource://ledger": {"application": "ledger", "roles": {"teller": ["read", "write"]}},
                "resource://shop": {"application": "shop", "roles": {"teller": ["read"]}},
            }
            """;
    private static final String HIGH_RISK = POLICIES + "risk := [{\"scope\": \"read\", \"tier\": \"high\"}]\n"
            + "approval_tiers := [{\"tier\": \"high\", \"approver\": \"operator\"}]\n";

    private final DiagnosisScene scene = new DiagnosisScene();

    @BeforeEach
    void governed() {
        scene.versions().seal("v1", POLICIES);
        scene.activated(1, "v1");
        scene.canary("tellers-read", mint());
    }

    private Diagnosis compared(String reason, Map<String, Object> live) {
        scene.denied("e-1", reason, "v1", live);
        return withCanary("e-1");
    }

    private Diagnosis withCanary(String event) {
        return scene.bean(DiagnosisController.class).get(ZONE, event, null, "tellers-read");
    }

    private static List<Cause> causes(Diagnosis diagnosis) {
        return DiagnosisScene.causes(diagnosis, SIMULATION_DIFFERS);
    }

    private static Cause only(Diagnosis diagnosis) {
        assertThat(causes(diagnosis)).hasSize(1);
        return causes(diagnosis).get(0);
    }

    private static Comparison of(Diagnosis diagnosis) {
        var comparison = diagnosis.comparison();
        assertThat(comparison).isNotNull();
        if (comparison == null) {
            throw new AssertionError();
        }
        return comparison;
    }

    private static @Nullable String gate(Diagnosis diagnosis) {
        var parting = of(diagnosis).firstDifference();
        return parting == null ? null : parting.gate();
    }

    @Test
    void a_live_decision_as_simulated_has_no_cause() {
        scene.decided("e-1", "allow", "complete", null, "v1", with(mint(), "context", "trace_id", "t"));
        var diagnosis = withCanary("e-1");
        assertThat(causes(diagnosis)).isEmpty();
        assertThat(gate(diagnosis)).isNull();
        assertThat(of(diagnosis).simulated().name()).isEqualTo("tellers-read");
    }

    @Test
    void without_a_decision_the_symptom_is_not_looked_at() {
        assertThat(scene.diagnosis().symptoms())
                .extracting(Diagnosis.Symptom::symptom)
                .containsExactly(SymptomName.DECISIONS_DO_NOT_CHANGE, SymptomName.FAILS_CLOSED);
        assertThat(scene.diagnosis().comparison()).isNull();
    }

    @Test
    void differing_labels_are_named_and_part_where_roles_cover() {
        var diagnosis = compared("role_scope_mismatch", with(mint(), "principal", "labels", List.of("clerk")));
        assertThat(only(diagnosis).cause()).isEqualTo(CauseName.LABELS_DIFFER);
        assertThat(only(diagnosis).sentence()).contains("[teller]", "[clerk]");
        assertThat(gate(diagnosis)).isEqualTo("covered");
        assertThat(of(diagnosis).live().now()).isEqualTo(new VersionAnswer("deny", "role_scope_mismatch"));
    }

    @Test
    void a_missing_scope_is_named_and_parts_where_roles_cover() {
        var live = with(mint(), "context", "requested_scopes", List.of("audit"));
        var diagnosis = compared("role_scope_mismatch", with(live, "delegation_edge", "scopes", List.of("audit")));
        assertThat(causes(diagnosis)).extracting(Cause::cause).startsWith(CauseName.SCOPES_DIFFER);
        assertThat(gate(diagnosis)).isEqualTo("covered");
    }

    @Test
    void a_narrower_edge_is_named_and_parts_at_the_edge() {
        var diagnosis =
                compared("delegation_scope_exceeded", with(mint(), "delegation_edge", "scopes", List.of("write")));
        assertThat(only(diagnosis).cause()).isEqualTo(CauseName.EDGE_DIFFERS);
        assertThat(only(diagnosis).evidence())
                .containsEntry("alone_decides", true)
                .containsEntry("gate", "within_edge");
    }

    @Test
    void the_id_of_another_edge_is_no_cause() {
        var diagnosis = compared(
                "role_scope_mismatch",
                with(with(mint(), "delegation_edge", "id", "edge-9"), "principal", "labels", List.of("clerk")));
        assertThat(only(diagnosis).cause()).isEqualTo(CauseName.LABELS_DIFFER);
    }

    @Test
    void a_missing_session_is_named_and_parts_at_the_shape() {
        var diagnosis = compared("no_rule_matched", with(mint(), "context", "agent_session_id", null));
        assertThat(only(diagnosis).cause()).isEqualTo(CauseName.SESSION_DIFFERS);
        assertThat(gate(diagnosis)).isEqualTo("shape");
        assertThat(of(diagnosis).live().shape()).isEqualTo("none");
    }

    @Test
    void another_resource_is_named_and_parts_at_ownership() {
        var diagnosis = compared("resource_not_granted", with(mint(), "resource", "identifier", "resource://shop"));
        assertThat(only(diagnosis).cause()).isEqualTo(CauseName.RESOURCE_DIFFERS);
        assertThat(gate(diagnosis)).isEqualTo("owned");
    }

    @Test
    void another_principal_is_named() {
        var diagnosis = compared("resource_not_granted", with(mint(), "principal", "id", "app-2"));
        assertThat(only(diagnosis).cause()).isEqualTo(CauseName.PRINCIPAL_DIFFERS);
    }

    @Test
    void differing_subject_claims_are_named() {
        scene.canary("tellers-use", use("resource://ledger"));
        scene.denied("e-1", "mandate_target_mismatch", "v1", use("resource://other"));
        var diagnosis = scene.bean(DiagnosisController.class).get(ZONE, "e-1", null, "tellers-use");
        assertThat(only(diagnosis).cause()).isEqualTo(CauseName.CLAIMS_DIFFER);
        assertThat(gate(diagnosis)).isEqualTo("targeted");
    }

    @Test
    void a_request_that_waits_for_an_approval_is_named() {
        scene.versions().seal("v1", HIGH_RISK);
        scene.decided("e-1", "allow", "complete", "step_up_required", "v1", mint());
        assertThat(only(withCanary("e-1")).cause()).isEqualTo(CauseName.STEP_UP_DIFFERS);
        assertThat(only(withCanary("e-1")).evidence()).containsEntry("live_on_hold", true);
    }

    @Test
    void an_approval_that_only_one_of_them_has_is_named_where_a_tier_asks_for_one() {
        scene.decided("e-0", "allow", "complete", null, "v1", with(mint(), "context", "challenge_resolved", true));
        assertThat(causes(withCanary("e-0"))).isEmpty();
        scene.versions().seal("v1", HIGH_RISK);
        scene.decided("e-1", "allow", "complete", null, "v1", with(mint(), "context", "challenge_resolved", true));
        assertThat(only(withCanary("e-1")).cause()).isEqualTo(CauseName.STEP_UP_DIFFERS);
    }

    @Test
    void two_differences_are_both_named_and_the_one_that_decides_comes_first() {
        var live = with(mint(), "delegation_edge", "scopes", List.of("write"));
        var diagnosis = compared("delegation_scope_exceeded", with(live, "principal", "labels", List.of("clerk")));
        assertThat(causes(diagnosis))
                .extracting(Cause::cause)
                .containsExactly(CauseName.EDGE_DIFFERS, CauseName.LABELS_DIFFER);
    }

    @Test
    void another_version_is_named_if_the_version_in_force_decides_otherwise() {
        scene.versions().seal("v0", POLICIES.replace("teller", "auditor"));
        scene.denied("e-1", "role_scope_mismatch", "v0", mint());
        assertThat(only(withCanary("e-1")).cause()).isEqualTo(CauseName.VERSION_DIFFERS);
        assertThat(only(withCanary("e-1")).evidence())
                .containsEntry("version_then", "v0")
                .containsEntry("version_now", "v1");
    }

    @Test
    void another_version_that_decides_the_same_is_no_cause() {
        scene.denied("e-1", "role_scope_mismatch", "v0", with(mint(), "principal", "labels", List.of("clerk")));
        assertThat(only(withCanary("e-1")).cause()).isEqualTo(CauseName.LABELS_DIFFER);
    }

    @Test
    void where_logic_decides_every_part_that_differs_is_listed() {
        scene.versions().seal("v1", POLICIES + "restrict contains \"night\" if input.context.trace_id == \"t\"\n");
        scene.denied("e-1", "restriction_active", "v1", with(mint(), "session", "id", "s-9"));
        assertThat(causes(withCanary("e-1"))).extracting(Cause::cause).contains(CauseName.SESSION_DIFFERS);
    }

    @Test
    void a_stale_policy_is_named_as_no_decision_of_a_policy() {
        scene.decided("e-1", "deny", "policy_stale", "policy_stale", "v1", mint());
        assertThat(causes(withCanary("e-1")).get(0).cause()).isEqualTo(CauseName.NOT_DECIDED_BY_POLICY);
    }

    @Test
    void members_that_a_token_service_does_not_record_are_not_guessed() {
        scene.event(
                "e-1",
                "token_exchange",
                "deny",
                "complete",
                "delegation_scope_exceeded",
                "v1",
                Map.of(
                        "application_id", "app-1",
                        "resource", "resource://ledger",
                        "requested_scopes", List.of("read"),
                        "session_id", "",
                        "agent_session_id", "session-1",
                        "delegation_edge_id", "edge-1",
                        "agent_labels", List.of("teller"),
                        "agent_lifecycle", "",
                        "application_registration_method", ""));
        var diagnosis = withCanary("e-1");
        assertThat(only(diagnosis).cause()).isEqualTo(CauseName.MEMBERS_NOT_RECORDED);
        assertThat(of(diagnosis).live().now()).isNull();
        assertThat(of(diagnosis).members())
                .filteredOn(Comparison.Compared::isNotRecorded)
                .extracting(Comparison.Compared::member)
                .contains("delegation_edge.scopes", "context.challenge_resolved");
    }

    @Test
    void the_nearest_canary_is_taken_if_none_is_named() {
        scene.canary("a-stranger", with(with(mint(), "principal", "labels", List.of("x")), "principal", "id", "app-9"));
        scene.denied("e-1", "role_scope_mismatch", "v1", with(mint(), "principal", "labels", List.of("clerk")));
        var diagnosis = scene.bean(DiagnosisController.class).get(ZONE, null, "request of e-1", null);
        assertThat(of(diagnosis).simulated().name()).isEqualTo("tellers-read");
        assertThat(of(diagnosis).live().eventId()).isEqualTo("e-1");
    }

    @Test
    void an_input_is_compared_that_is_posted() {
        scene.denied("e-1", "role_scope_mismatch", "v1", with(mint(), "principal", "labels", List.of("clerk")));
        var diagnosis = scene.bean(DiagnosisController.class).compare(ZONE, new DiagnosisBody("e-1", null, mint()));
        assertThat(only(diagnosis).cause()).isEqualTo(CauseName.LABELS_DIFFER);
        assertThat(of(diagnosis).simulated().source()).isEqualTo("request");
        assertThat(of(diagnosis).simulated().name()).isNull();
    }

    @Test
    void a_zone_that_nothing_governs_denies_both() {
        scene.activated(2, null);
        scene.denied("e-1", "role_scope_mismatch", "v1", with(mint(), "principal", "labels", List.of("clerk")));
        var diagnosis = withCanary("e-1");
        assertThat(of(diagnosis).simulated().reason()).isEqualTo("no_active_policy_set");
        assertThat(causes(diagnosis)).extracting(Cause::cause).containsExactly(CauseName.VERSION_DIFFERS);
    }

    private Reason refused(ThrowingCallable call) {
        return catchThrowableOfType(Rejection.class, call).reason();
    }

    private ThrowingCallable get(
            String zone, @Nullable String event, @Nullable String request, @Nullable String canary) {
        return () -> scene.bean(DiagnosisController.class).get(zone, event, request, canary);
    }

    @Test
    void what_is_asked_wrongly_is_named() {
        scene.denied("e-1", "role_scope_mismatch", "v1", mint());
        assertThat(refused(get("z9", null, null, null))).isEqualTo(Reason.ZONE_NOT_FOUND);
        assertThat(refused(get("z9", "e-1", null, null))).isEqualTo(Reason.ZONE_NOT_FOUND);
        assertThat(refused(get(ZONE, "e-9", null, null))).isEqualTo(Reason.DECISION_NOT_FOUND);
        assertThat(refused(get(ZONE, null, "r-9", null))).isEqualTo(Reason.DECISION_NOT_FOUND);
        assertThat(refused(get(ZONE, "e-1", null, "none"))).isEqualTo(Reason.CANARY_NOT_FOUND);
        assertThat(refused(get(ZONE, "e-1", "r", null))).isEqualTo(Reason.INVALID_QUERY);
        assertThat(refused(get(ZONE, null, null, "tellers-read"))).isEqualTo(Reason.INVALID_QUERY);
        assertThat(refused(get(ZONE, "", null, null))).isEqualTo(Reason.INVALID_QUERY);
        var controller = scene.bean(DiagnosisController.class);
        assertThat(refused(() -> controller.compare(ZONE, new DiagnosisBody("e-1", null, Map.of("principal", 1)))))
                .isEqualTo(Reason.INVALID_POLICY_INPUT);
        assertThat(refused(() -> controller.compare(ZONE, new DiagnosisBody("e-9", null, mint()))))
                .isEqualTo(Reason.DECISION_NOT_FOUND);
        scene.change("truncate views.canaries");
        assertThat(refused(get(ZONE, "e-1", null, null))).isEqualTo(Reason.CANARY_NOT_FOUND);
    }

    @Test
    void a_recorded_input_that_is_none_is_named() {
        scene.event(
                "e-1",
                "policy_decision",
                "deny",
                "complete",
                "x",
                "v1",
                Map.of("policy_input", Map.of("principal", 1)));
        assertThat(refused(get(ZONE, "e-1", null, null))).isEqualTo(Reason.NOT_REPRODUCIBLE);
    }
}
