package dev.edict.preview;

import static dev.edict.fleet.propagation.ZoneReadiness.Verdict.FAILING;
import static dev.edict.fleet.propagation.ZoneReadiness.Verdict.OK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.command.evaluation.CaseResult;
import dev.edict.command.policy.PolicyChecks.FoundProblem;
import dev.edict.command.simulation.SuiteResult;
import dev.edict.fleet.propagation.ZoneReadiness;
import dev.edict.preview.ActivationPreview.CanaryPart;
import dev.edict.preview.ActivationPreview.EvidencePart;
import dev.edict.preview.ActivationPreview.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpeakAgainstActivationTest {

    private final Reasons ofSealed = new Reasons(true);
    private final Reasons ofDocuments = new Reasons(false);

    @Test
    void nothing_speaks_against_an_activation_that_was_proven() {
        ofSealed.ofFindings(List.of(), true);
        ofSealed.ofArchivedPolicies(List.of());
        ofSealed.ofDelta(null, false);
        ofSealed.ofGovernance(false);
        ofSealed.ofEvidence(new EvidencePart("required", List.of(), "sim"), List.of(suite(3, 0, 0)));
        ofSealed.ofCanaries(canaries("required", 2, 0, 0));
        ofSealed.ofReadiness(readiness(OK));
        assertThat(ofSealed.all()).isEmpty();
        assertThat(Verdict.of(ofSealed.all())).isEqualTo(Verdict.READY);
    }

    @Test
    void documents_with_errors_are_blocked_because_they_cannot_be_sealed() {
        ofDocuments.ofFindings(List.of(problem("error"), problem("warning")), false);
        assertThat(ofDocuments.all())
                .extracting(reason -> reason.code() + " " + reason.severity().word())
                .containsExactly("invalid_bundle blocking", "findings warning");
        assertThat(Verdict.of(ofDocuments.all())).isEqualTo(Verdict.BLOCKED);
    }

    @Test
    void a_strict_zone_blocks_documents_with_warnings_but_not_a_version_that_is_sealed() {
        ofDocuments.ofFindings(List.of(problem("warning")), true);
        ofSealed.ofFindings(List.of(problem("warning")), true);
        assertThat(Verdict.of(ofDocuments.all())).isEqualTo(Verdict.BLOCKED);
        assertThat(Verdict.of(ofSealed.all())).isEqualTo(Verdict.READY_WITH_WARNINGS);
    }

    @Test
    void documents_with_logic_are_never_ready() {
        ofSealed.ofDelta("not_analysable: a rule body", false);
        assertThat(Verdict.of(ofSealed.all())).isEqualTo(Verdict.READY_WITH_WARNINGS);
    }

    @Test
    void a_delta_is_not_trusted_where_the_site_decides_by_a_contract_of_its_own() {
        ofSealed.ofDelta(null, true);
        assertThat(ofSealed.all()).extracting(Reason::code).containsExactly("own_contract");
        assertThat(Verdict.of(ofSealed.all())).isEqualTo(Verdict.READY_WITH_WARNINGS);
    }

    @Test
    void a_version_that_governs_already_is_no_change() {
        ofSealed.ofGovernance(true);
        assertThat(ofSealed.all()).extracting(Reason::code).containsExactly("governs_already");
    }

    @Test
    void an_archived_policy_blocks() {
        ofSealed.ofArchivedPolicies(List.of("p1"));
        assertThat(Verdict.of(ofSealed.all())).isEqualTo(Verdict.BLOCKED);
    }

    @Test
    void missing_evidence_blocks_only_where_the_zone_requires_it() {
        var stale = List.of("suites_changed");
        ofSealed.ofEvidence(new EvidencePart("required", stale, "sim"), List.of());
        assertThat(Verdict.of(ofSealed.all())).isEqualTo(Verdict.BLOCKED);
        var warned = new Reasons(true);
        warned.ofEvidence(new EvidencePart("warn", stale, "sim"), List.of());
        assertThat(Verdict.of(warned.all())).isEqualTo(Verdict.READY_WITH_WARNINGS);
        var asked = new Reasons(true);
        asked.ofEvidence(new EvidencePart("none", List.of("no_suites"), null), List.of());
        assertThat(asked.all()).isEmpty();
    }

    @Test
    void documents_that_are_not_sealed_are_blocked_by_suites_that_fail_and_not_by_the_simulation_they_cannot_have() {
        var unsimulated = new EvidencePart("required", List.of("not_simulated"), null);
        ofDocuments.ofEvidence(unsimulated, List.of(suite(3, 0, 0)));
        assertThat(Verdict.of(ofDocuments.all())).isEqualTo(Verdict.READY_WITH_WARNINGS);
        ofDocuments.ofEvidence(unsimulated, List.of(suite(2, 1, 0)));
        assertThat(Verdict.of(ofDocuments.all())).isEqualTo(Verdict.BLOCKED);
    }

    @Test
    void a_case_that_was_not_executed_never_counts_as_passed() {
        ofDocuments.ofEvidence(new EvidencePart("required", List.of(), null), List.of(suite(2, 0, 1)));
        assertThat(ofDocuments.all()).extracting(Reason::code).containsExactly("suites_not_executed");
        assertThat(Verdict.of(ofDocuments.all())).isEqualTo(Verdict.BLOCKED);
    }

    @Test
    void failing_canaries_block_only_where_the_zone_requires_them_and_are_named() {
        ofSealed.ofCanaries(canaries("required", 0, 1, 0));
        assertThat(ofSealed.all()).singleElement().satisfies(reason -> {
            assertThat(reason.severity()).isEqualTo(Reason.Severity.BLOCKING);
            assertThat(reason.sentence()).contains("tellers-read");
        });
        var off = new Reasons(true);
        off.ofCanaries(canaries("off", 0, 0, 1));
        assertThat(Verdict.of(off.all())).isEqualTo(Verdict.READY_WITH_WARNINGS);
    }

    @Test
    void decision_points_that_are_not_ready_warn_and_do_not_block_because_an_activation_may_be_the_cure() {
        ofSealed.ofReadiness(readiness(FAILING));
        assertThat(ofSealed.all()).singleElement().satisfies(reason -> {
            assertThat(reason.code()).isEqualTo("readiness_policy_age");
            assertThat(reason.severity()).isEqualTo(Reason.Severity.WARNING);
        });
    }

    private static FoundProblem problem(String severity) {
        return new FoundProblem("unused_tier", severity, null, 1, 1, "m", null, "e", "h");
    }

    private static SuiteResult suite(int passed, int failed, int notExecuted) {
        return new SuiteResult("smoke", 1, "sha", passed, failed, notExecuted, List.of());
    }

    private static CanaryPart canaries(String setting, int passed, int failed, int notExecuted) {
        var failing = failed + notExecuted == 0
                ? List.<CaseResult>of()
                : List.of(new CaseResult(
                        "tellers-read", "allow", null, "deny", CaseResult.Outcome.FAILED, "role_scope_mismatch", null));
        return new CanaryPart(setting, 1, passed, failed, notExecuted, failing);
    }

    private static ZoneReadiness readiness(ZoneReadiness.Verdict verdict) {
        return new ZoneReadiness(
                "z1", verdict, List.of(new ZoneReadiness.Check("policy_age", verdict, "The policy is old.")));
    }
}
