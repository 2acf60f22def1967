package dev.edict.console.suite;

import dev.edict.command.evidence.EvidenceReader;
import dev.edict.command.evidence.EvidenceReader.FoundEvidence;
import dev.edict.query.PageRequest;
import dev.edict.query.policyset.PolicySetReader;
import dev.edict.query.policyset.PolicySetVersion;
import dev.edict.query.simulation.Simulation;
import dev.edict.query.simulation.SimulationReader;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The newest version of each policy set, with what came out of its simulations. */
@Component
class SimulatedVersions {

    private static final int MOST_SETS = 10;
    private static final int MOST_RUNS = 3;

    private final PolicySetReader sets;
    private final SimulationReader simulations;
    private final EvidenceReader evidence;

    SimulatedVersions(PolicySetReader sets, SimulationReader simulations, EvidenceReader evidence) {
        this.sets = sets;
        this.simulations = simulations;
        this.evidence = evidence;
    }

    /**
     * A version with its newest simulations.
     *
     * @param found what an activation of it would be decided on
     * @param runs newest first
     */
    record SimulatedVersion(
            String setId, String setName, PolicySetVersion version, FoundEvidence found, List<Simulation> runs) {}

    /** Of at most ten sets. */
    List<SimulatedVersion> of(String zoneId) {
        return sets.list(zoneId, PageRequest.from(MOST_SETS, null)).stream()
                .map(set -> newest(zoneId, set.id(), set.name()))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<SimulatedVersion> newest(String zoneId, String setId, String setName) {
        return sets.versions(setId, PageRequest.from(1, null)).stream()
                .findFirst()
                .map(version -> new SimulatedVersion(
                        setId,
                        setName,
                        version,
                        evidence.of(zoneId, version.manifestSha256()),
                        simulations.list(zoneId, setId, version.id(), PageRequest.from(MOST_RUNS, null))));
    }
}
