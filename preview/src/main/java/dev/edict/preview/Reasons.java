package dev.edict.preview;

import dev.edict.command.policy.PolicyChecks.FoundProblem;
import dev.edict.command.simulation.SuiteResult;
import dev.edict.fleet.propagation.ZoneReadiness;
import dev.edict.preview.ActivationPreview.CanaryPart;
import dev.edict.preview.ActivationPreview.EvidencePart;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what speaks against an activation. It blocks what Edict refuses, and nothing else. */
final class Reasons {

    private static final String REQUIRED = "required";
    private static final String NONE = "none";
    private static final String ERROR = "error";
    private static final int MOST_NAMED = 10;

    private final boolean isSealed;
    private final List<Reason> reasons = new ArrayList<>();

    Reasons(boolean isSealed) {
        this.isSealed = isSealed;
    }

    /** The worst first, otherwise in the order in which they were found. */
    List<Reason> all() {
        return reasons.stream()
                .sorted(Comparator.comparing(Reason::severity).reversed())
                .toList();
    }

    /** A version that is sealed was checked before, so its findings no longer keep it from governing. */
    void ofFindings(List<FoundProblem> findings, boolean isStrict) {
        var errors = findings.stream()
                .filter(problem -> problem.severity().equals(ERROR))
                .count();
        if (errors > 0) {
            reasons.add(Reason.of(!isSealed, "invalid_bundle", "Errors in the documents: %d.", errors));
        }
        var warnings = findings.size() - errors;
        if (warnings > 0) {
            reasons.add(
                    isStrict && !isSealed
                            ? Reason.blocking(
                                    "strict_zone",
                                    "Warnings in the documents: %d. The zone seals no documents with warnings.",
                                    warnings)
                            : Reason.warning("findings", "Warnings in the documents: %d.", warnings));
        }
    }

    void ofArchivedPolicies(List<String> policyIds) {
        if (!policyIds.isEmpty()) {
            reasons.add(Reason.blocking(
                    "policy_archived", "The version contains archived policies: %s.", String.join(", ", policyIds)));
        }
    }

    void ofDelta(@Nullable String notAnalysable, boolean isContractOwn) {
        if (notAnalysable != null) {
            reasons.add(Reason.warning("not_analysable", "What changes for whom is not known: %s.", notAnalysable));
        }
        if (isContractOwn) {
            reasons.add(Reason.warning(
                    "own_contract",
                    "The site decides by a contract of its own, and the delta is derived from that of Edict."));
        }
    }

    void ofGovernance(boolean governsAlready) {
        if (governsAlready) {
            reasons.add(Reason.warning("governs_already", "The version governs the zone already."));
        }
    }

    /** Documents that are not sealed cannot have been simulated, so only what comes out now counts for them. */
    void ofEvidence(EvidencePart evidence, List<SuiteResult> suites) {
        var isRequired = evidence.setting().equals(REQUIRED);
        var missing = evidence.setting().equals(NONE) ? List.<String>of() : evidence.missing();
        for (var code : missing) {
            var isPending = !isSealed && code.equals("not_simulated");
            reasons.add(Reason.of(isRequired && !isPending, code, "Evidence: %s.", code.replace('_', ' ')));
        }
        var failed = suites.stream().mapToInt(SuiteResult::failed).sum();
        if (failed > 0) {
            reasons.add(Reason.of(isRequired, "suites_failing", "Cases of suites that fail: %d.", failed));
        }
        var notExecuted = suites.stream().mapToInt(SuiteResult::notExecuted).sum();
        if (notExecuted > 0) {
            reasons.add(Reason.of(
                    isRequired, "suites_not_executed", "Cases of suites that were not executed: %d.", notExecuted));
        }
    }

    void ofCanaries(CanaryPart canaries) {
        var failing = canaries.failed() + canaries.notExecuted();
        if (failing > 0) {
            var names = canaries.failing().stream()
                    .limit(MOST_NAMED)
                    .map(result -> result.name())
                    .toList();
            reasons.add(Reason.of(
                    canaries.setting().equals(REQUIRED),
                    "canaries_failing",
                    "Canaries that do not come out as expected: %d (%s%s).",
                    failing,
                    String.join(", ", names),
                    failing > names.size() ? " and others" : ""));
        }
    }

    void ofReadiness(ZoneReadiness readiness) {
        for (var check : readiness.checks()) {
            if (check.verdict().compareTo(ZoneReadiness.Verdict.WARNING) >= 0) {
                reasons.add(Reason.warning("readiness_" + check.check(), "%s", check.sentence()));
            }
        }
    }
}
