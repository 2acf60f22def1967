package dev.edict.preview;

import dev.edict.command.evidence.EvidenceReader;
import dev.edict.command.simulation.SimulationService;
import dev.edict.command.simulation.SuiteResult;
import dev.edict.preview.ActivationPreview.EvidencePart;
import java.util.List;
import org.springframework.stereotype.Component;

/** Finds the evidence for a candidate, and runs the suites in force without recording what comes out. */
@Component
class EvidenceOutcomes {

    private static final String UNSEALED = "";

    private final EvidenceReader evidence;
    private final SimulationService simulations;

    EvidenceOutcomes(EvidenceReader evidence, SimulationService simulations) {
        this.evidence = evidence;
        this.simulations = simulations;
    }

    /** What is recorded, and what comes out now. */
    record Proof(EvidencePart part, List<SuiteResult> suites) {}

    Proof of(String zoneId, Candidate candidate) {
        var sealed = candidate.sealed();
        var found = evidence.of(zoneId, sealed == null ? UNSEALED : sealed.manifestSha256());
        var newest = found.newest();
        var part = new EvidencePart(found.setting(), found.missing(), newest == null ? null : newest.simulationId());
        var results = simulations.runSuites(zoneId, candidate.documents());
        return new Proof(part, results.suites());
    }
}
