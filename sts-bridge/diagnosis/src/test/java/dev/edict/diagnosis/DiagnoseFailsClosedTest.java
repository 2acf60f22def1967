package dev.edict.diagnosis;

import static dev.edict.diagnosis.Requests.mint;
import static dev.edict.diagnosis.Requests.use;
import static dev.edict.diagnosis.Requests.with;
import static dev.edict.diagnosis.SymptomName.FAILS_CLOSED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.diagnosis.CauseName.Category;
import dev.edict.diagnosis.PolicyPlaces.Place;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Requests are denied unexpectedly: each way on purpose, named rightly, with the line that would have to change. */
@Tag("servers")
class DiagnoseFailsClosedTest {

    private static final String BINDINGS = "app_ids := {\n    \"shop\": \"app-2\",\n    \"ledger\": \"app-1\",\n}\n";

    /** The head has five lines. */
    private static final String GRANTS =
            """
            grants := {
                "resource://shop": {
                    "application": "shop",
                    "roles": {"clerk": ["sell"]},
                },
                "resource://ledger": {
                    "application": "ledger",
                    "roles": {
                        "auditor": ["audit"],
                        "teller": ["read"],
                    },
                },
            }
            """;

    private final DiagnosisScene scene = new DiagnosisScene();

    @BeforeEach
    void healthyZone() {
        govern(BINDINGS, GRANTS);
        scene.activated(1, "v1");
        scene.replica("gw-1");
        scene.loaded("gw-1", 1);
    }

    private void govern(String... documents) {
        scene.versions().seal("v1", documents);
    }

    private List<Cause> causes() {
        return scene.causes(FAILS_CLOSED);
    }

    private Cause only() {
        assertThat(causes()).hasSize(1);
        return causes().get(0);
    }

    /** Document, line and path. */
    private static String at(Cause cause) {
        return cause.evidence().get("document") instanceof Place place
                ? "%s:%d %s".formatted(place.policyVersionId(), place.line(), place.path())
                : "none";
    }

    private static Map<String, Object> labelled(String... labels) {
        return with(mint(), "principal", "labels", List.of(labels));
    }

    private static Map<String, Object> asking(String... scopes) {
        return with(mint(), "context", "requested_scopes", List.of(scopes));
    }

    private static Map<String, Object> of(String resource) {
        return with(mint(), "resource", "identifier", resource);
    }

    @Test
    void a_healthy_zone_has_no_cause() {
        scene.decided("e-1", "allow", "complete", null, "v1", mint());
        assertThat(causes()).isEmpty();
    }

    @Test
    void a_zone_without_any_set_is_named() {
        scene.change("truncate bridge.deployment cascade");
        assertThat(only().cause()).isEqualTo(CauseName.NO_GOVERNING_VERSION);
        assertThat(only().sentence()).contains("ever activated");
    }

    @Test
    void a_deactivated_zone_is_named() {
        scene.activated(2, null);
        assertThat(only().cause()).isEqualTo(CauseName.NO_GOVERNING_VERSION);
        assertThat(only().evidence()).containsEntry("activation_seq", 2L);
    }

    @Test
    void a_frozen_zone_is_named_with_the_line_that_freezes_it() {
        govern(BINDINGS, GRANTS, "restrict contains \"incident\"\n");
        scene.denied("e-1", "restriction_active", "v1", mint());
        assertThat(only().cause()).isEqualTo(CauseName.ZONE_FROZEN);
        assertThat(at(only())).isEqualTo("v1-p2:6 restrict");
    }

    @Test
    void a_restriction_without_reasons_freezes_nothing() {
        govern(BINDINGS, GRANTS, "restrict := []\n");
        assertThat(causes()).isEmpty();
    }

    @Test
    void malformed_data_is_named_once_with_its_line() {
        govern(BINDINGS, GRANTS, "\nrisk := [\n    {\"scope\": 7, \"tier\": \"high\"},\n]\n");
        scene.denied("e-1", "malformed_risk_data", "v1", mint());
        assertThat(only().cause()).isEqualTo(CauseName.MALFORMED_DATA);
        assertThat(at(only())).startsWith("v1-p2:8 risk[0].scope");
    }

    @Test
    void a_document_that_cannot_be_compiled_is_named_with_its_line() {
        govern(BINDINGS, GRANTS + "grants[\n");
        scene.decided("e-1", "deny", "policy_eval_failed", "policy_eval_failed", "v1", mint());
        assertThat(causes()).isNotEmpty().allSatisfy(cause -> assertThat(cause.cause())
                .isEqualTo(CauseName.DOCUMENT_INVALID));
        assertThat(at(causes().get(0))).startsWith("v1-p1:");
        assertThat(causes().get(0).category()).isEqualTo(Category.FAULT);
    }

    @Test
    void a_failed_evaluation_is_named_while_it_is_recent() {
        scene.decided("e-1", "deny", "policy_eval_failed", "policy_eval_failed", "v1", mint());
        assertThat(only().cause()).isEqualTo(CauseName.EVALUATION_FAILED);
        scene.decidedBefore("6 minutes");
        assertThat(causes()).isEmpty();
    }

    @Test
    void a_missing_grant_is_named_with_the_line_of_the_grants() {
        scene.denied("e-1", "resource_not_granted", "v1", of("resource://vault"));
        assertThat(only().cause()).isEqualTo(CauseName.RESOURCE_NOT_GRANTED);
        assertThat(only().category()).isEqualTo(Category.POLICY);
        assertThat(only().sentence()).contains("resource://vault");
        assertThat(at(only())).isEqualTo("v1-p1:6 grants");
        assertThat(only().evidence()).containsEntry("denials", 1).containsEntry("event_id", "e-1");
    }

    @Test
    void a_grant_of_another_application_is_named_with_the_line_of_its_binding() {
        scene.denied("e-1", "resource_not_granted", "v1", of("resource://shop"));
        assertThat(only().cause()).isEqualTo(CauseName.RESOURCE_NOT_GRANTED);
        assertThat(at(only())).isEqualTo("v1-p0:7 app_ids.shop");
        assertThat(only().sentence()).contains("app-2", "app-1");
    }

    @Test
    void a_grant_without_a_binding_is_named_with_the_line_of_its_application() {
        govern("app_ids := {\"shop\": \"app-2\"}\n", GRANTS);
        scene.denied("e-1", "resource_not_granted", "v1", mint());
        assertThat(at(only())).isEqualTo("v1-p1:12 grants[\"resource://ledger\"].application");
    }

    @Test
    void a_missing_scope_is_named_with_the_line_of_the_role() {
        scene.denied("e-1", "role_scope_mismatch", "v1", asking("read", "write"));
        assertThat(only().cause()).isEqualTo(CauseName.SCOPE_NOT_GRANTED);
        assertThat(at(only())).isEqualTo("v1-p1:15 grants[\"resource://ledger\"].roles.teller");
        assertThat(only().evidence()).containsEntry("missing_scopes", List.of("write"));
    }

    @Test
    void labels_without_a_role_are_named_with_the_line_of_the_roles() {
        scene.denied("e-1", "role_scope_mismatch", "v1", labelled("stranger"));
        assertThat(only().cause()).isEqualTo(CauseName.SCOPE_NOT_GRANTED);
        assertThat(at(only())).isEqualTo("v1-p1:13 grants[\"resource://ledger\"].roles");
        assertThat(only().sentence()).contains("stranger");
    }

    @Test
    void of_several_roles_the_one_that_lacks_least_is_named() {
        scene.denied(
                "e-1",
                "role_scope_mismatch",
                "v1",
                with(asking("read", "write"), "principal", "labels", List.of("auditor", "teller")));
        assertThat(at(only())).endsWith("roles.teller");
    }

    @Test
    void a_confinement_is_named_with_the_line_of_its_rule() {
        govern(
                BINDINGS,
                GRANTS,
                "confinement := [\n    {\"label_prefix\": \"x\", \"scopes\": []},\n    {\"label_prefix\": \"tell\", \"scopes\": [\"audit\"]},\n]\n");
        scene.denied("e-1", "confinement_violation", "v1", mint());
        assertThat(only().cause()).isEqualTo(CauseName.SCOPE_CONFINED);
        assertThat(at(only())).startsWith("v1-p2:8 ");
    }

    @Test
    void an_invalid_grant_is_named_by_the_scopes_that_the_delegation_lacks() {
        scene.denied(
                "e-1", "delegation_scope_exceeded", "v1", with(mint(), "delegation_edge", "scopes", List.of("write")));
        assertThat(only().cause()).isEqualTo(CauseName.DELEGATION_TOO_NARROW);
        assertThat(only().category()).isEqualTo(Category.REQUEST);
        assertThat(only().evidence()).containsEntry("missing_scopes", List.of("read"));
    }

    @Test
    void a_mandate_of_another_resource_is_named() {
        scene.denied("e-1", "mandate_target_mismatch", "v1", use("resource://other"));
        assertThat(only().cause()).isEqualTo(CauseName.MANDATE_OF_OTHER_RESOURCE);
    }

    @Test
    void a_request_without_a_shape_is_named() {
        scene.denied("e-1", "no_rule_matched", "v1", with(mint(), "context", "agent_session_id", null));
        assertThat(only().cause()).isEqualTo(CauseName.REQUEST_WITHOUT_RULE);
        assertThat(only().evidence()).containsEntry("shape", "none");
    }

    @Test
    void what_the_version_in_force_allows_is_no_cause_any_more() {
        scene.denied("e-1", "role_scope_mismatch", "v0", mint());
        assertThat(causes()).isEmpty();
    }

    @Test
    void denials_of_more_than_an_hour_ago_are_no_cause() {
        scene.denied("e-1", "resource_not_granted", "v1", of("resource://vault"));
        assertThat(causes()).hasSize(1);
        scene.decidedBefore("61 minutes");
        assertThat(causes()).isEmpty();
    }

    @Test
    void denials_are_counted_by_reason_and_resource() {
        for (var i = 0; i < 3; i++) {
            scene.denied("a-" + i, "resource_not_granted", "v1", of("resource://vault"));
        }
        scene.denied("b-1", "resource_not_granted", "v1", of("resource://shop"));
        assertThat(causes())
                .extracting(cause -> cause.evidence().get("resource") + " "
                        + cause.evidence().get("denials"))
                .containsExactly("resource://vault 3", "resource://shop 1");
    }

    @Test
    void a_budget_that_is_over_is_named_with_the_decision_point() {
        scene.reports("gw-1", 1, "stale", 1);
        scene.decided("e-1", "deny", "policy_stale", "policy_stale", "v1", mint());
        assertThat(only().cause()).isEqualTo(CauseName.STALE_BUDGET);
        assertThat(only().sentence()).contains("gw-1");
    }

    @Test
    void recent_denials_of_a_stale_policy_are_named_where_the_roster_does_not_show_them() {
        scene.decided("e-1", "deny", "policy_stale", "policy_stale", "v1", mint());
        assertThat(only().cause()).isEqualTo(CauseName.STALE_BUDGET);
        assertThat(only().evidence()).containsEntry("decision_point", "gw-1");
    }

    @Test
    void a_process_that_is_gone_is_no_cause_when_its_budget_is_over() {
        scene.change("update bridge.deployment set committed_at = now() - interval '3 hours'");
        scene.change("update bridge.decision_point set began_at = now() - interval '4 hours'");
        scene.change(
                "update bridge.decision_point set lease_until = now() - interval '2 hours', reported_at = now() - interval '3 hours'");
        scene.replica("gw-2");
        scene.loaded("gw-2", 1);
        assertThat(causes()).isEmpty();
    }

    @Test
    void a_decision_point_that_has_loaded_nothing_denies_all_and_is_named() {
        scene.replica("gw-2");
        assertThat(only().cause()).isEqualTo(CauseName.DENY_ALL_FALLBACK);
        assertThat(only().sentence()).contains("gw-2");
    }

    @Test
    void one_that_just_began_is_no_cause() {
        scene.replica("gw-2");
        scene.change("update bridge.decision_point set began_at = now() where id = 'gw-2'");
        assertThat(causes()).isEmpty();
    }

    @Test
    void what_a_token_service_refused_before_any_policy_is_named_by_its_reason() {
        scene.event(
                "e-1", "token_exchange", "deny", "exchange_denied", "unknown_resource", null, Map.of("resource", "r"));
        assertThat(only().cause()).isEqualTo(CauseName.OTHER_DENIAL);
        assertThat(only().evidence()).containsEntry("reason", "unknown_resource");
        assertThat(only().sentence()).contains("before any policy");
    }

    @Test
    void a_denial_whose_input_cannot_be_read_is_named_as_such() {
        scene.denied("e-1", "role_scope_mismatch", "v1", Map.of("principal", "x"));
        assertThat(only().cause()).isEqualTo(CauseName.OTHER_DENIAL);
        assertThat(only().sentence()).contains("its input is none");
    }

    @Test
    void the_policy_of_a_document_is_named() {
        scene.change(
                """
                insert into views.policies (id, zone_id, name, created_by) values ('p-1', 'z1', 'the grants', 'admin:a')
                """);
        scene.change(
                """
                insert into views.policy_versions (id, policy_id, version, content, content_sha256, schema_version, created_by)
                values ('v1-p1', 'p-1', 4, '', '', '', 'admin:a')
                """);
        scene.denied("e-1", "resource_not_granted", "v1", of("resource://vault"));
        assertThat(only().evidence().get("document")).isInstanceOfSatisfying(Place.class, place -> {
            assertThat(place.policyName()).isEqualTo("the grants");
            assertThat(place.version()).isEqualTo(4);
            assertThat(place.excerpt()).startsWith("grants := {");
        });
    }
}
