package dev.edict.decision;

import static dev.edict.decision.Bundles.bundle;
import static dev.edict.decision.Bundles.owned;
import static dev.edict.decision.Outcomes.assertAllowed;
import static dev.edict.decision.Outcomes.assertDenied;
import static dev.edict.decision.Outcomes.decision;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecideStepUpTest {
    private static final String TIERS = "risk := [{\"scope\": \"read\", \"tier\": \"high\"}]";

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
}
