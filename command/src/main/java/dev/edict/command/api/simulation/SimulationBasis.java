package dev.edict.command.api.simulation;

import java.util.List;

/**
 * What a simulation was run with beside the policies and the cases of the request.
 *
 * @param suites those that were run, by name
 * @param complete whether these are all suites that were in force in the zone
 * @param suitesVersion the version of the zone's suites when they were read
 * @param catalogueVersion the version of the zone's catalogue then; 0 for none
 * @param contract of the decision engine: lower-case hex SHA-256 of its decision contract, or {@code unknown}
 */
public record SimulationBasis(
        List<SimulatedSuite> suites, boolean complete, long suitesVersion, long catalogueVersion, String contract) {

    public SimulationBasis {
        suites = List.copyOf(suites);
    }

    /** Whether it depends on the suites of the zone. */
    public boolean hasSuites() {
        return complete || !suites.isEmpty();
    }
}
