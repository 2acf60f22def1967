package dev.edict.decision;

import static dev.edict.decision.Bundles.APP_IDS;
import static dev.edict.decision.Bundles.bundle;
import static dev.edict.decision.Bundles.owned;
import static dev.edict.decision.Outcomes.assertAllowed;
import static dev.edict.decision.Outcomes.assertDenied;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecideRequestTest {
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
    void denies_a_bootstrap_by_anyone_but_the_owner() {
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
    void an_entry_without_an_application_matches_no_caller() {
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

    @Test
    void a_workload_that_bootstraps_is_decided_by_the_one_shape_that_allows_it() {
        assertDenied(owned(), overlap(), "ambiguous_request_shape");
        assertAllowed(owned("risk := 1"), overlap(), "caracal-bootstrap");
        assertAllowed(owned(), overlap().with("principal.id", "app-2"), "caracal-workload-mint");
        assertDenied(owned("risk := 1"), overlap().with("principal.id", "app-2"), "no_rule_matched");
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
}
