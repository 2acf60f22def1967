package dev.edict.command.evidence;

import dev.edict.command.api.settings.EvidenceSetting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the evidence for a manifest in a zone is decided on.
 *
 * @param suites how many the zone has
 * @param newest the newest simulation of the manifest that ran all suites that were in force then; null if there is none
 */
record EvidenceFacts(EvidenceSetting setting, int suites, long suitesVersion, @Nullable CompleteSimulation newest) {

    /** @param verdict {@code pass}, {@code fail} or {@code not_executed} */
    record CompleteSimulation(
            String simulationId,
            String verdict,
            int passed,
            int failed,
            int notExecuted,
            long suitesVersion,
            long catalogueVersion,
            String contract,
            Instant at) {

        private static final String PASS = "pass";

        boolean hasPassed() {
            return verdict.equals(PASS);
        }
    }

    /**
     * What is missing or out of date; empty if the version has evidence.
     *
     * @param catalogueVersion of the zone's catalogue now
     * @param contract of the engine that this node decides with
     */
    List<MissingEvidence> missing(long catalogueVersion, String contract) {
        if (suites == 0) {
            return List.of(MissingEvidence.NO_SUITES);
        }
        if (newest == null) {
            return List.of(MissingEvidence.NOT_SIMULATED);
        }
        var missing = new ArrayList<MissingEvidence>();
        if (newest.suitesVersion() != suitesVersion) {
            missing.add(MissingEvidence.SUITES_CHANGED);
        }
        if (newest.catalogueVersion() != catalogueVersion) {
            missing.add(MissingEvidence.CATALOGUE_CHANGED);
        }
        if (!newest.contract().equals(contract)) {
            missing.add(MissingEvidence.CONTRACT_CHANGED);
        }
        if (newest.failed() > 0) {
            missing.add(MissingEvidence.SIMULATION_FAILED);
        }
        if (newest.notExecuted() > 0 || (newest.failed() == 0 && !newest.hasPassed())) {
            missing.add(MissingEvidence.CASES_NOT_EXECUTED);
        }
        return List.copyOf(missing);
    }
}
