package dev.edict.decision;

import static dev.edict.decision.Bundles.bundle;
import static dev.edict.decision.Bundles.document;
import static dev.edict.decision.Bundles.owned;
import static dev.edict.decision.Outcomes.assertAllowed;
import static dev.edict.decision.Outcomes.assertDenied;
import static dev.edict.decision.Outcomes.decision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.edict.decision.Evaluation.NotExecuted;
import dev.edict.decision.check.PolicyCheck;
import dev.edict.decision.language.PolicyLanguage;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecideStepUpTest {

    private static final BigDecimal LONGEST_THAT_IS_SEALED = BigDecimal.valueOf(1L << 53);

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
                                                Map.of("tier", "high", "ttl_seconds", new BigDecimal("60"))))),
                        Map.of("risk", List.of(Map.of("scope", "read", "tier", "high"))));
    }

    @Test
    void an_undeclared_tier_is_reported_without_a_step_up() {
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
    void a_scope_with_two_tiers_denies_what_would_otherwise_be_minted_with_it() {
        var bundle = owned("risk := [{\"scope\": \"read\", \"tier\": \"a\"}, {\"scope\": \"read\", \"tier\": \"b\"}]");
        assertDenied(bundle, Request.mint(), "conflicting_risk_tiers");
        assertDenied(bundle, Request.workload(), "conflicting_risk_tiers");
        assertDenied(bundle, Request.mint().with("principal.id", "app-2"), "resource_not_granted");
        assertAllowed(
                bundle, Request.workload().with("context.requested_scopes", List.of("x")), "caracal-workload-mint");
    }

    static Stream<Arguments> lifetimes() {
        return Stream.of(
                arguments("9223372036854775807", true),
                arguments("9223372036854775808", true),
                arguments("9223372036854775809", false),
                arguments("9223372036854775810", true),
                arguments("9999999999999999999", false),
                arguments("10000000000000000000", true),
                arguments("18446744073709551615", false),
                arguments("18446744073709551616", true),
                arguments("18446744073709551617", false),
                arguments("18446744073709551618", true),
                arguments("100000000000000000001", false),
                arguments("100000000000000000000", true),
                arguments("1e23", true),
                arguments("1e27", true),
                arguments("1e28", false),
                arguments("1e30", false),
                arguments("1267650600228229401496703205376", true),
                arguments("1e300", false),
                arguments("60.0", true),
                arguments("1.5e1", true),
                arguments("1.55e1", false),
                arguments("1.00000000000000000000000001", false),
                arguments("-60", false),
                arguments("1e-400", false));
    }

    @ParameterizedTest
    @MethodSource("lifetimes")
    void a_lifetime_is_whole_where_the_contracts_round_leaves_it_as_it_is(String seconds, boolean isWhole) {
        var approvals = "approval_tiers := [{\"tier\": \"high\", \"ttl_seconds\": " + seconds + "}]";
        var risk = "risk := [{\"scope\": \"other\", \"tier\": \"high\"}]";
        if (isWhole) {
            assertAllowed(bundle(risk, approvals), Request.workload(), "caracal-workload-mint");
        } else {
            assertDenied(bundle(risk, approvals), Request.workload(), "malformed_approval_data");
        }
        var document = document("d", risk, approvals);
        boolean isBeyondCheck = new BigDecimal(seconds).compareTo(LONGEST_THAT_IS_SEALED) > 0;
        assertThat(PolicyCheck.document(document, PolicyLanguage.LITERAL).hasErrors())
                .isEqualTo(!isWhole || isBeyondCheck);
    }

    @Test
    void declarations_stand_in_the_order_and_the_spelling_of_decision_points() {
        assertThat(tiers("[%s, %s]", "\"ttl_seconds\": 10.0", "\"ttl_seconds\": 1"))
                .hasToString("[{tier=high, ttl_seconds=10.0}, {tier=high, ttl_seconds=1}]");
        assertThat(tiers("[%s, %s]", "\"ttl_seconds\": 3", "\"ttl_seconds\": 2.0"))
                .hasToString("[{tier=high, ttl_seconds=2.0}, {tier=high, ttl_seconds=3}]");
        assertThat(tiers("[%s, %s]", "\"ttl_seconds\": 2.0", "\"ttl_seconds\": 2"))
                .hasToString("[{tier=high, ttl_seconds=2.0}]");
    }

    @Test
    void members_whose_key_is_no_string_are_named_by_the_keys_json() {
        assertThat(tiers("[%s]", "{\"x\", 1}: 1, 1.0: 2, null: 3, {\"<\": [\"\u00e9\\u2028\"]}: 4, \"1.0\": 5"))
                .hasToString("[{1.0=5, [1,\"x\"]=1, null=3, tier=high, {\"\\u003c\":[\"\u00e9\\u2028\"]}=4}]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "[{\"a\": -1e309}]", "1.7976931348623159e308"})
    void a_declaration_with_a_number_beyond_doubles_is_not_decided_on(String number) {
        var approvals = "approval_tiers := [{\"tier\": \"high\", \"n\": " + number + "}]";
        assertThat(owned(TIERS, approvals).decide(Request.mint().input()))
                .asInstanceOf(type(NotExecuted.class))
                .extracting(NotExecuted::reason)
                .asString()
                .contains("the tier high");
        assertAllowed(owned(TIERS, approvals), Request.use(), "caracal-shop-use");
        assertAllowed(
                owned(TIERS, approvals),
                Request.workload().with("context.requested_scopes", List.of("x")),
                "caracal-workload-mint");
    }

    @Test
    void more_declarations_than_are_sorted_by_insertion_need_numbers_with_an_order() {
        var many = IntStream.rangeClosed(2, 20)
                .mapToObj("{\"tier\": \"high\", \"ttl_seconds\": %d}"::formatted)
                .collect(Collectors.joining(", "));
        assertThat(decision(owned(TIERS, "approval_tiers := [" + many + "]"), Request.mint())
                        .effect())
                .isEqualTo(Decision.Effect.ALLOW);
        var confused = "approval_tiers := [" + many + ", {\"tier\": \"high\", \"ttl_seconds\": 20.0}]";
        assertThat(owned(TIERS, confused).decide(Request.mint().input())).isInstanceOf(NotExecuted.class);
    }

    private static Object tiers(String array, String... members) {
        var declarations = Stream.of(members)
                .map(text -> "{\"tier\": \"high\", " + text + "}")
                .toArray();
        var bundle = owned(TIERS, "approval_tiers := " + array.formatted(declarations));
        var stepUp = (Map<?, ?>)
                decision(bundle, Request.mint()).diagnostics().get(0).get("step_up_required");
        return Objects.requireNonNull(Objects.requireNonNull(stepUp).get("tiers"));
    }
}
