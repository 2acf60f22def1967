package dev.edict.preview;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.edict.command.evaluation.CaseResult;
import dev.edict.command.policy.PolicyChecks.FoundProblem;
import dev.edict.command.preview.PreviewBasis;
import dev.edict.command.simulation.SuiteResult;
import dev.edict.fleet.propagation.ZoneReadiness;
import dev.edict.query.delta.DeltaPart;
import dev.edict.query.delta.DeltaSummary;
import dev.edict.query.delta.DocumentDiff;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is known of an activation before it is made.
 *
 * @param policySetId null for documents that are not sealed
 * @param versionId null for documents that are not sealed
 * @param digest lower-case hex SHA-256 of what the activation depends on; an activation that names it is refused when it
 *     is no longer so
 * @param basis what the digest is made of: it tells which part changed
 * @param reasons what speaks against it, the worst first
 * @param base what governs the zone now
 * @param findings the problems of the documents
 * @param delta which requests are decided differently than now; at most 200 changes, and the summary of all
 * @param documents the difference of the texts
 * @param suites what the suites in force give; nothing of it is recorded
 * @param wayBack what a rollback of this activation restores; null if nothing governed before
 */
public record ActivationPreview(
        String zoneId,
        @Nullable String policySetId,
        @Nullable String versionId,
        String digest,
        PreviewBasis basis,
        Verdict verdict,
        List<Reason> reasons,
        Base base,
        List<FoundProblem> findings,
        DeltaPart delta,
        List<DocumentDiff> documents,
        EvidencePart evidence,
        List<SuiteResult> suites,
        CanaryPart canaries,
        ZoneReadiness readiness,
        @Nullable WayBack wayBack) {

    /** From the best to the worst. */
    public enum Verdict {
        READY,
        READY_WITH_WARNINGS,
        /** Edict would refuse the activation, or the sealing before it. */
        BLOCKED;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Verdict of(List<Reason> reasons) {
            return reasons.stream()
                    .map(Reason::severity)
                    .max(Comparator.naturalOrder())
                    .map(worst -> worst == Reason.Severity.BLOCKING ? BLOCKED : READY_WITH_WARNINGS)
                    .orElse(READY);
        }
    }

    /**
     * What governs the zone now.
     *
     * @param versionId null if nothing governs
     * @param activationSeq the number of the zone's latest activation or deactivation; 0 if there was none
     */
    public record Base(@Nullable String versionId, long activationSeq) {}

    /**
     * What the zone asks of a version before it governs.
     *
     * @param setting {@code none}, {@code warn} or {@code required}
     * @param missing codes of what is missing or out of date; empty if nothing is
     * @param simulationId the newest simulation with all suites in force; null if there is none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record EvidencePart(String setting, List<String> missing, @Nullable String simulationId) {}

    /**
     * How the canaries of the zone come out.
     *
     * @param setting {@code off}, {@code warn} or {@code required}
     * @param failing those that do not come out as expected; at most 100
     */
    public record CanaryPart(
            String setting, long canariesVersion, int passed, int failed, int notExecuted, List<CaseResult> failing) {}

    /**
     * The version that a rollback restores.
     *
     * @param delta which requests are then decided differently than by the previewed version
     */
    public record WayBack(
            String policySetId, String policySetName, String versionId, int version, DeltaSummary delta) {}
}
