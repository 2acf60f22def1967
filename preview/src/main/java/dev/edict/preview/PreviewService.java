package dev.edict.preview;

import dev.edict.command.policy.PolicyChecks;
import dev.edict.decision.delta.AccessDelta;
import dev.edict.fleet.propagation.PropagationReader;
import dev.edict.preview.ActivationPreview.Base;
import dev.edict.preview.ActivationPreview.Verdict;
import dev.edict.preview.Candidate.Sealed;
import dev.edict.query.QueryRejection;
import dev.edict.query.delta.DeltaPart;
import dev.edict.query.delta.DeltaReader;
import dev.edict.query.delta.DocumentChange;
import dev.edict.query.delta.DocumentChange.Text;
import dev.edict.query.delta.DocumentDiff;
import dev.edict.query.policyset.PolicySetReader;
import java.util.List;
import org.springframework.stereotype.Component;

/** Previews activations: collects what is known, and says whether something speaks against it. */
@Component
public class PreviewService {

    private static final int MOST_CHANGES = 200;

    private final ZoneBasis zones;
    private final PolicySetReader sets;
    private final PolicyChecks checks;
    private final DeltaReader deltas;
    private final CanaryOutcomes canaries;
    private final EvidenceOutcomes evidence;
    private final PropagationReader propagation;
    private final WaysBack waysBack;
    private final PreviewBases bases;

    PreviewService(
            ZoneBasis zones,
            PolicySetReader sets,
            PolicyChecks checks,
            DeltaReader deltas,
            CanaryOutcomes canaries,
            EvidenceOutcomes evidence,
            PropagationReader propagation,
            WaysBack waysBack,
            PreviewBases bases) {
        this.zones = zones;
        this.sets = sets;
        this.checks = checks;
        this.deltas = deltas;
        this.canaries = canaries;
        this.evidence = evidence;
        this.propagation = propagation;
        this.waysBack = waysBack;
        this.bases = bases;
    }

    /**
     * Previews the activation of a sealed version.
     *
     * @throws QueryRejection {@code zone_not_found}, {@code policy_set_version_not_found}
     */
    public ActivationPreview ofVersion(String zoneId, String policySetId, String versionId) {
        var state = state(zoneId);
        var version = sets.findVersion(zoneId, policySetId, versionId)
                .orElseThrow(() -> QueryRejection.Reason.POLICY_SET_VERSION_NOT_FOUND.because(
                        "no version %s of policy set %s in zone %s", versionId, policySetId, zoneId));
        var sealed = new Sealed(policySetId, versionId, version.manifestSha256());
        var texts = sets.entries(versionId).stream()
                .map(entry -> new Text(entry.versionId(), entry.policyName(), entry.version(), entry.content()))
                .toList();
        return preview(
                zoneId,
                state,
                new Candidate(sealed, texts),
                deltas.between(state.governing(), versionId),
                deltas.documents(state.governing(), versionId));
    }

    /**
     * Previews documents that are not sealed, as if a version of them were activated.
     *
     * @param texts identified and named by their policy
     * @throws QueryRejection {@code zone_not_found}
     */
    public ActivationPreview ofDocuments(String zoneId, List<Text> texts) {
        var state = state(zoneId);
        var candidate = new Candidate(null, texts);
        return preview(
                zoneId,
                state,
                candidate,
                deltas.between(state.governing(), candidate.documents()),
                deltas.documents(state.governing(), texts));
    }

    private ZoneBasis.State state(String zoneId) {
        return zones.find(zoneId).orElseThrow(() -> QueryRejection.Reason.ZONE_NOT_FOUND.because("no zone %s", zoneId));
    }

    private ActivationPreview preview(
            String zoneId,
            ZoneBasis.State state,
            Candidate candidate,
            AccessDelta delta,
            List<DocumentChange> documents) {
        var findings = checks.bundle(zoneId, candidate.documents()).problems();
        var outcomes = canaries.of(zoneId, state.canaries(), candidate.documents());
        var proof = evidence.of(zoneId, candidate);
        var readiness = propagation.readiness(zoneId);
        var basis = bases.of(candidate, state);
        var sealed = candidate.sealed();
        var reasons = new Reasons(candidate.isSealed());
        reasons.ofArchivedPolicies(sealed == null ? List.of() : sets.archivedPolicies(sealed.versionId()));
        reasons.ofFindings(findings, state.strict());
        reasons.ofDelta(delta.notAnalysable(), bases.isContractOwn());
        reasons.ofGovernance(candidate.is(state.governing()));
        reasons.ofEvidence(proof.part(), proof.suites());
        reasons.ofCanaries(outcomes);
        reasons.ofReadiness(readiness);
        return new ActivationPreview(
                zoneId,
                sealed == null ? null : sealed.policySetId(),
                sealed == null ? null : sealed.versionId(),
                basis.digest(),
                basis,
                Verdict.of(reasons.all()),
                reasons.all(),
                new Base(state.governing(), state.activationSeq()),
                findings,
                DeltaPart.of(delta, zoneId, 0, MOST_CHANGES),
                DocumentDiff.of(documents),
                proof.part(),
                proof.suites(),
                outcomes,
                readiness,
                waysBack.of(zoneId, state.governing(), candidate));
    }
}
