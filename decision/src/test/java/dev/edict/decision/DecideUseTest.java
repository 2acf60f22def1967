package dev.edict.decision;

import static dev.edict.decision.Bundles.owned;
import static dev.edict.decision.Outcomes.assertAllowed;
import static dev.edict.decision.Outcomes.assertDenied;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DecideUseTest {

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
    void a_use_may_name_its_edge_by_any_value_but_the_empty_string() {
        var path = "context.subject_claims.delegation_edge_id";
        assertAllowed(owned(), Request.use().with(path, 7), "caracal-shop-use");
        assertAllowed(owned(), Request.use().withNull(path), "caracal-shop-use");
        assertDenied(owned(), Request.use().with(path, ""), "no_rule_matched");
        assertDenied(owned(), Request.use().without(path), "no_rule_matched");
    }
}
