package dev.edict.command.simulation;

import dev.edict.command.api.simulation.SimulatedSuite;
import dev.edict.command.api.simulation.Tally;
import java.util.List;

/**
 * What came out of suites of a zone.
 *
 * @param suitesVersion the version of the zone's suites; 0 for a zone that never had one
 * @param suites by name
 */
public record SuiteResults(long suitesVersion, List<SuiteResult> suites) {

    /** The cases of all suites by outcome. */
    public Tally tally() {
        return suites.stream().map(SuiteResult::tally).reduce(new Tally(0, 0, 0), Tally::plus);
    }

    List<SimulatedSuite> simulated() {
        return suites.stream().map(SuiteResult::simulated).toList();
    }
}
