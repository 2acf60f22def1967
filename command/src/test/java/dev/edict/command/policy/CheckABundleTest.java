package dev.edict.command.policy;

import static dev.edict.command.api.Rejection.Reason.INVALID_POLICY_BUNDLE;
import static dev.edict.command.api.Rejection.Reason.INVALID_POLICY_CONTRACT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.edict.command.api.Rejection;
import dev.edict.command.policy.PolicyChecks.FoundProblem;
import dev.edict.decision.PolicyDocument;
import dev.edict.decision.catalogue.Catalogue;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

class CheckABundleTest {

    private static final String HEAD =
            """
            # caracal:data-document
            package caracal.authz

            import rego.v1

            """;

    private static final PolicyDocument GRANTS = new PolicyDocument(
            "pv1", HEAD + "grants := {\"ledger\": {\"application\": \"a\", \"roles\": {\"r\": [\"s\"]}}}\n");
    private static final PolicyDocument OTHER_GRANTS =
            new PolicyDocument("pv3", GRANTS.content().replace("\"a\"", "\"b\""));
    private static final PolicyDocument LOGIC = new PolicyDocument("pv2", HEAD + "app_ids := input.apps\n");

    private static final Catalogue CATALOGUE = new Catalogue(
            Set.of("app-1"),
            List.of(new Catalogue.Resource("ledger", Set.of("s", "t"), Set.of("s"))),
            Map.of("ledger", "books"),
            (one, other, most) -> -1);

    private static SitePolicyChecks checks() {
        return new SitePolicyChecks(
                new MockEnvironment(), zoneId -> zoneId.equals("z1") ? Optional.of(CATALOGUE) : Optional.empty());
    }

    private static Rejection objection(PolicyDocument... documents) {
        var verdict = checks().bundle(List.of(documents));
        return Objects.requireNonNull(verdict.objection());
    }

    @Test
    void a_text_that_would_not_be_stored_today_breaks_the_contract_before_anything_else() {
        var objection = objection(GRANTS, LOGIC);
        assertThat(objection.reason()).isEqualTo(INVALID_POLICY_CONTRACT);
        assertThat(objection.explanation()).isEqualTo("policy version pv2 failed validation: logic_not_allowed");
    }

    @Test
    void texts_that_contradict_each_other_break_the_bundle() {
        var objection = objection(GRANTS, OTHER_GRANTS);
        assertThat(objection.reason()).isEqualTo(INVALID_POLICY_BUNDLE);
        assertThat(objection.explanation()).isEqualTo("duplicate_definition");
    }

    @Test
    void warnings_are_no_objection() {
        var verdict = checks().bundle(List.of(GRANTS));
        assertThat(verdict.objection()).isNull();
        assertThat(verdict.objectionIfStrict()).hasMessage("grant_without_binding");
        assertThat(verdict.problems())
                .extracting(FoundProblem::code, FoundProblem::severity)
                .containsExactly(tuple("grant_without_binding", "warning"));
    }

    @Test
    void findings_by_the_catalogue_of_the_zone_are_warnings_as_others_are() {
        var verdict = checks().bundle("z1", List.of(GRANTS));
        assertThat(verdict.objection()).isNull();
        assertThat(verdict.objectionIfStrict()).isNotNull();
        assertThat(verdict.problems())
                .extracting(FoundProblem::code, FoundProblem::severity, FoundProblem::policyVersionId)
                .containsExactly(
                        tuple("deprecated_term", "warning", "pv1"),
                        tuple("grant_without_binding", "warning", "pv1"),
                        tuple("scope_without_tier", "warning", "pv1"));
        assertThat(checks().catalogueFindings("z1", List.of(GRANTS)))
                .extracting(FoundProblem::code)
                .containsExactly("deprecated_term", "scope_without_tier");
    }

    @Test
    void a_zone_without_a_catalogue_has_no_such_findings() {
        assertThat(checks().bundle("z2", List.of(GRANTS)).problems())
                .extracting(FoundProblem::code)
                .containsExactly("grant_without_binding");
        assertThat(checks().catalogueFindings("z2", List.of(GRANTS))).isEmpty();
    }
}
