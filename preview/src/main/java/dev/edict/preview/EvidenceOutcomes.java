package dev.edict.preview;

import dev.edict.command.evidence.EvidenceReader;
import dev.edict.command.simulation.SimulationService;
import dev.edict.command.simulation.SuiteResult;
import dev.edict.preview.ActivationPreview.EvidencePart;
import java.util.List;
import org.springframework.stereotype.Component;

/** Finds the evidence for a candidate, and runs suites without recording what comes out. */
@Component
class EvidenceOutcomes {

    private final EvidenceReader evidence;
    private final SimulationService simulations;

    EvidenceOutcomes(EvidenceReader evidence, SimulationService simulations) {
        this.evidence = evidence;
        this.simulations = simulations;
    }

    /** What is recorded, and what comes out now. */
    record Proof(EvidencePart part, List<SuiteResult> suites) {}

    Proof of(String zoneId, Candidate candidate, ZoneParts parts) {
        var sealed = candidate.sealed();
        var part = sealed == null ? unsealed(parts) : recorded(zoneId, sealed.manifestSha256());
        return new Proof(
                part,
                simulations.runSuites(candidate.documents(), parts.suites()).suites());
    }

    private EvidencePart unsealed(ZoneParts parts) {
        var suites = parts.suites().suites().size();
        return new EvidencePart(parts.evidenceSetting(), evidence.missingOfUnsealed(suites), null);
    }

    private EvidencePart recorded(String zoneId, String manifestSha256) {
        var found = evidence.of(zoneId, manifestSha256);
        var newest = found.newest();
        return new EvidencePart(found.setting(), found.missing(), newest == null ? null : newest.simulationId());
    }
}
