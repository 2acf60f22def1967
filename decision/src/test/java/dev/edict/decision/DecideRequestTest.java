package dev.edict.decision;

import static dev.edict.decision.Bundles.APP_IDS;
import static dev.edict.decision.Bundles.bundle;
import static dev.edict.decision.Bundles.owned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.edict.decision.Evaluation.Decided;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecideRequestTest {
    private static final String TIERS = "risk := [{\"scope\": \"read\", \"tier\": \"high\"}]";

    static Stream<Arguments> requests_of_every_shape() {
        return Stream.of(
                arguments("bootstrap", Request.bootstrap()),
                arguments("mint", Request.mint()),
                arguments("workload", Request.workload()),
                arguments("use", Request.use()),
                arguments("bootstrap and workload", overlap()),
                arguments("no shape", Request.withoutScopes()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests_of_every_shape")
    void a_frozen_zone_denies_every_request(String shape, Request request) {
        assertDenied(
                owned("restrict := {\"incident\"}", "risk := 1", "app_ids := {\"a\": \"b\"}"),
                request,
                "restriction_active");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "restrict contains \"x\"",
                "restrict := [false]",
                "restrict := {\"reason\": false}",
                "restrict := {\"reason\": null}",
                "restrict = {null}"
            })
    void any_element_of_restrict_freezes(String restrict) {
        assertDenied(owned(restrict), Request.mint(), "restriction_active");
    }

    @ParameterizedTest
    @ValueSource(strings = {"restrict := {}", "restrict := []", "restrict := set()"})
    void an_empty_restrict_freezes_nothing(String restrict) {
        assertAllowed(owned(restrict), Request.mint(), "caracal-shop-mint");
    }

    @Test
    void the_owner_may_bootstrap() {
        assertAllowed(owned(), Request.bootstrap(), "caracal-bootstrap");
    }

    @Test
    void asking_twice_for_the_lifecycle_scope_is_still_a_bootstrap() {
        assertAllowed(
                owned(),
                Request.bootstrap().with("context.requested_scopes", List.of("agent:lifecycle", "agent:lifecycle")),
                "caracal-bootstrap");
    }

    @Test
    void nobody_else_may_bootstrap() {
        assertDenied(owned(), Request.bootstrap().with("principal.id", "app-2"), "no_rule_matched");
        assertDenied(bundle(APP_IDS), Request.bootstrap(), "no_rule_matched");
    }

    @Test
    void risk_and_approval_data_do_not_matter_to_a_bootstrap() {
        assertAllowed(owned("risk := 1", "approval_tiers := null"), Request.bootstrap(), "caracal-bootstrap");
    }

    @Test
    void a_mint_within_every_bound_is_allowed() {
        assertAllowed(owned(), Request.mint(), "caracal-shop-mint");
    }

    @Test
    void a_mint_on_a_foreign_resource_is_not_granted() {
        assertDenied(owned(), Request.mint().with("principal.id", "app-2"), "resource_not_granted");
        assertDenied(owned(), Request.mint().with("resource.identifier", "billing"), "resource_not_granted");
        assertDenied(PolicyBundle.of(List.of()), Request.mint(), "resource_not_granted");
    }

    @Test
    void ownership_comes_before_the_edge() {
        assertDenied(
                owned(),
                Request.mint().with("principal.id", "app-2").with("delegation_edge.scopes", List.of()),
                "resource_not_granted");
    }

    @Test
    void several_bindings_may_belong_to_one_application() {
        var bundle = bundle("app_ids := {\"a\": \"app-1\", \"shop\": \"app-1\"}", Bundles.GRANTS);
        assertAllowed(bundle, Request.mint(), "caracal-shop-mint");
    }

    @Test
    void an_entry_without_an_application_matches_nobody() {
        var bundle = bundle(
                APP_IDS,
                "grants := {\"orders\": {\"roles\": {\"reader\": [\"read\"]}}, \"x\": {\"application\": \"shop\"}, \"y\": 1}");
        assertDenied(bundle, Request.mint(), "resource_not_granted");
        assertDenied(bundle, Request.mint().with("resource.identifier", "y"), "resource_not_granted");
        assertDenied(bundle, Request.mint().with("resource.identifier", "x"), "role_scope_mismatch");
    }

    @Test
    void a_mint_beyond_its_edge_exceeds_the_delegation() {
        var beyond = Request.mint().with("delegation_edge.scopes", List.of("write"));
        assertDenied(owned(), beyond, "delegation_scope_exceeded");
        assertDenied(owned(), Request.mint().without("delegation_edge.scopes"), "delegation_scope_exceeded");
        assertDenied(owned(), Request.mint().with("delegation_edge.scopes", List.of()), "delegation_scope_exceeded");
    }

    @Test
    void the_edge_comes_before_confinement_and_confinement_before_roles() {
        var confined = owned("confinement := [{\"label_prefix\": \"read\", \"scopes\": []}]");
        assertDenied(
                confined, Request.mint().with("delegation_edge.scopes", List.of("write")), "delegation_scope_exceeded");
        assertDenied(confined, Request.mint().with("principal.labels", List.of("reading")), "confinement_violation");
    }

    @Test
    void a_mint_no_single_label_covers_mismatches_the_roles() {
        var both = Request.mint()
                .with("principal.labels", List.of("reader", "writer"))
                .with("context.requested_scopes", List.of("read", "write"));
        assertDenied(owned(), both, "role_scope_mismatch");
        assertDenied(owned(), Request.mint().without("principal.labels"), "role_scope_mismatch");
        assertDenied(owned(), Request.mint().with("principal.labels", List.of("Reader")), "role_scope_mismatch");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"read\", 1]", "{\"read\"}", "{\"any\": \"read\"}"})
    void the_scopes_of_a_role_may_be_any_collection(String scopes) {
        assertAllowed(withRoles("{\"reader\": " + scopes + "}"), Request.mint(), "caracal-shop-mint");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"reader\": \"read\"}", "{\"reader\": {\"read\": \"x\"}}", "[\"reader\"]"})
    void roles_of_another_form_grant_nothing(String roles) {
        assertDenied(withRoles(roles), Request.mint(), "role_scope_mismatch");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "risk := 1",
                "risk := {}",
                "risk := set()",
                "risk := [1]",
                "risk := [{\"scope\": \"read\"}]",
                "risk := [{\"scope\": \"\", \"tier\": \"high\"}]",
                "risk := [{\"scope\": \"read\", \"tier\": 1}]"
            })
    void bad_risk_data_denies_mints_and_workloads_before_anything_else(String risk) {
        assertDenied(owned(risk, "approval_tiers := 1"), Request.mint(), "malformed_risk_data");
        assertDenied(owned(risk), Request.mint().with("principal.id", "app-2"), "malformed_risk_data");
        assertDenied(owned(risk), Request.workload(), "malformed_risk_data");
        assertAllowed(owned(risk), Request.use(), "caracal-shop-use");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{}",
                "[{}]",
                "[{\"tier\": \"\"}]",
                "[{\"tier\": \"high\", \"approver\": \"nobody\"}]",
                "[{\"tier\": \"high\", \"approver\": null}]",
                "[{\"tier\": \"high\", \"privacy\": true}]",
                "[{\"tier\": \"high\", \"ttl_seconds\": 0}]",
                "[{\"tier\": \"high\", \"ttl_seconds\": 1.5}]",
                "[{\"tier\": \"high\", \"ttl_seconds\": \"60\"}]"
            })
    void bad_approval_data_denies_mints_and_workloads_once_risk_is_fine(String approvals) {
        var bundle = owned("approval_tiers := " + approvals);
        assertDenied(bundle, Request.mint().with("principal.id", "app-2"), "malformed_approval_data");
        assertDenied(bundle, Request.workload(), "malformed_approval_data");
        assertAllowed(bundle, Request.bootstrap(), "caracal-bootstrap");
        assertAllowed(bundle, Request.use(), "caracal-shop-use");
    }

    @Test
    void a_workload_needs_no_grant_and_no_scope() {
        assertAllowed(PolicyBundle.of(List.of()), Request.workload(), "caracal-workload-mint");
        assertAllowed(
                PolicyBundle.of(List.of()),
                Request.workload().without("context.requested_scopes"),
                "caracal-workload-mint");
    }

    @Test
    void a_mint_of_a_scope_with_a_declared_tier_asks_for_a_step_up() {
        var approvals = "approval_tiers := [{\"tier\": \"low\"}, {\"ttl_seconds\": 60, \"tier\": \"high\"}, "
                + "{\"tier\": \"high\", \"approver\": \"any\"}, {\"tier\": \"high\", \"ttl_seconds\": 60.0}]";
        assertThat(decision(owned(TIERS, approvals), Request.mint()).diagnostics())
                .containsExactly(
                        Map.of(
                                "step_up_required",
                                Map.of(
                                        "type",
                                        "human_approval",
                                        "tiers",
                                        List.of(
                                                Map.of("tier", "high", "approver", "any"),
                                                Map.of("tier", "high", "ttl_seconds", new BigDecimal("6E+1"))))),
                        Map.of("risk", List.of(Map.of("scope", "read", "tier", "high"))));
    }

    @Test
    void a_tier_that_nobody_declares_is_named_but_asks_for_nothing() {
        assertThat(decision(owned(TIERS), Request.mint()).diagnostics())
                .containsExactly(Map.of("risk", List.of(Map.of("scope", "read", "tier", "high"))));
        assertThat(decision(owned(TIERS), Request.workload()).diagnostics()).hasSize(1);
        assertThat(decision(owned(TIERS), Request.use()).diagnostics()).isEmpty();
    }

    @Test
    void risks_are_sorted_by_scope_and_repeated_as_the_scopes_are() {
        var bundle =
                bundle("risk := [{\"scope\": \"write\", \"tier\": \"t\"}, {\"scope\": \"read\", \"tier\": \"t\"}]");
        var twice = Request.workload().with("context.requested_scopes", List.of("write", "x", "read", "write"));
        assertThat(decision(bundle, twice).diagnostics())
                .containsExactly(Map.of(
                        "risk",
                        List.of(
                                Map.of("scope", "read", "tier", "t"),
                                Map.of("scope", "write", "tier", "t"),
                                Map.of("scope", "write", "tier", "t"))));
    }

    @Test
    void a_scope_with_two_tiers_denies_what_would_otherwise_be_minted() {
        var bundle = owned("risk := [{\"scope\": \"x\", \"tier\": \"a\"}, {\"scope\": \"x\", \"tier\": \"b\"}]");
        assertDenied(bundle, Request.mint(), "conflicting_risk_tiers");
        assertDenied(bundle, Request.workload(), "conflicting_risk_tiers");
        assertDenied(bundle, Request.mint().with("principal.id", "app-2"), "resource_not_granted");
    }

    @Test
    void a_use_is_allowed_to_whom_owns_what_the_mandate_targets_and_has_its_scopes() {
        assertAllowed(owned(), Request.use().with("principal.labels", List.of("writer", "reader")), "caracal-shop-use");
        assertAllowed(
                owned(),
                Request.use()
                        .with("principal.labels", List.of("reader"))
                        .with("context.subject_claims.target", Map.of("k", "orders"))
                        .with("context.subject_claims.scope", " read  read "),
                "caracal-shop-use");
    }

    @Test
    void a_use_elsewhere_is_a_mismatch_before_ownership_and_ownership_comes_before_roles() {
        var stranger = Request.use().with("principal.id", "app-2");
        assertDenied(owned(), stranger.with("context.subject_claims.target", List.of("x")), "mandate_target_mismatch");
        assertDenied(owned(), Request.use().with("context.subject_claims.target", "orders"), "mandate_target_mismatch");
        assertDenied(owned(), Request.use().without("context.subject_claims.target"), "mandate_target_mismatch");
        assertDenied(owned(), Request.use().with("principal.id", "app-2"), "resource_not_granted");
        assertDenied(owned(), Request.use().with("context.subject_claims.scope", "read write"), "role_scope_mismatch");
    }

    @Test
    void a_workload_that_bootstraps_is_decided_by_the_one_shape_that_allows_it() {
        assertDenied(owned(), overlap(), "ambiguous_request_shape");
        assertAllowed(owned("risk := 1"), overlap(), "caracal-bootstrap");
        assertAllowed(owned(), overlap().with("principal.id", "app-2"), "caracal-workload-mint");
        assertDenied(owned("risk := 1"), overlap().with("principal.id", "app-2"), "no_rule_matched");
    }

    @Test
    void a_use_may_name_its_edge_by_any_value_but_the_empty_string() {
        var path = "context.subject_claims.delegation_edge_id";
        assertAllowed(owned(), Request.use().with(path, 7), "caracal-shop-use");
        assertAllowed(owned(), Request.use().withNull(path), "caracal-shop-use");
        assertDenied(owned(), Request.use().with(path, ""), "no_rule_matched");
        assertDenied(owned(), Request.use().without(path), "no_rule_matched");
    }

    static Stream<Arguments> requests_of_no_shape() {
        return Stream.of(
                arguments("nothing asked", Request.withoutScopes()),
                arguments("use without scopes", Request.use().with("context.subject_claims.scope", "  ")),
                arguments(
                        "use with a list of scopes", Request.use().with("context.subject_claims.scope", List.of("a"))),
                arguments("use asking for scopes", Request.use().with("context.requested_scopes", List.of("read"))),
                arguments("bootstrap with claims", Request.bootstrap().with("context.subject_claims.sub", "u")),
                arguments("bootstrap with an edge", Request.bootstrap().with("delegation_edge.id", "edge-1")),
                arguments("bootstrap in a session", Request.bootstrap().with("context.agent_session_id", "s")),
                arguments(
                        "bootstrap and more",
                        Request.bootstrap().with("context.requested_scopes", List.of("agent:lifecycle", "read"))),
                arguments("mint without an edge", Request.mint().without("delegation_edge")),
                arguments("mint without a session", Request.mint().without("context.agent_session_id")),
                arguments("mint in an empty session", Request.mint().with("context.agent_session_id", "")),
                arguments("mint with claims", Request.mint().with("context.subject_claims.sub", "u")),
                arguments("mint of nothing", Request.mint().with("context.requested_scopes", List.of())),
                arguments(
                        "mint of the lifecycle",
                        Request.mint().with("context.requested_scopes", List.of("read", "agent:lifecycle"))),
                arguments("workload with an edge", Request.workload().with("delegation_edge.id", "edge-1")),
                arguments("workload by an application", Request.workload().with("principal.type", "Application")),
                arguments("workload asking for a token", Request.workload().with("action.id", "TokenExchange")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests_of_no_shape")
    void a_request_of_no_shape_matches_no_rule(String shape, Request request) {
        assertDenied(owned(), request, "no_rule_matched");
    }

    @Test
    void empty_claims_and_an_edge_with_an_empty_id_leave_a_mint_a_mint() {
        var mint = Request.mint().with("context.subject_claims", Map.of()).with("delegation_edge.id", "");
        assertAllowed(owned(), mint, "caracal-shop-mint");
    }

    private static Request overlap() {
        return Request.workload().with("context.requested_scopes", List.of("agent:lifecycle"));
    }

    private static PolicyBundle withRoles(String roles) {
        return bundle(APP_IDS, "grants := {\"orders\": {\"application\": \"shop\", \"roles\": " + roles + "}}");
    }

    private static void assertAllowed(PolicyBundle bundle, Request request, String policy) {
        assertThat(bundle.decide(request.input()))
                .isEqualTo(
                        new Decided(new Decision(Decision.Effect.ALLOW, List.of(Map.of("policy", policy)), List.of())));
    }

    private static void assertDenied(PolicyBundle bundle, Request request, String reason) {
        assertThat(bundle.decide(request.input()))
                .isEqualTo(
                        new Decided(new Decision(Decision.Effect.DENY, List.of(), List.of(Map.of("reason", reason)))));
    }

    private static Decision decision(PolicyBundle bundle, Request request) {
        return ((Decided) bundle.decide(request.input())).decision();
    }
}
