package dev.edict.command.api.simulation;

import java.util.List;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * A sealed version was evaluated against named cases.
 *
 * @param reportSha256 lower-case hex SHA-256 of the UTF-8 report
 * @param suites the suites that were run; at most 50
 * @param suitesVersion the version of the zone's suites if all in force were run; null otherwise
 * @param catalogueVersion the version of the zone's catalogue; 0 for none
 * @param contract lower-case hex SHA-256 of the decision contract that the engine used, or {@code unknown}
 */
@Revision("2")
public record PolicySetVersionSimulated(
        String simulationId,
        String zoneId,
        String policySetId,
        String versionId,
        String manifestSha256,
        String engine,
        int passed,
        int failed,
        int notExecuted,
        Verdict verdict,
        String reportSha256,
        List<SimulatedSuite> suites,
        @Nullable Long suitesVersion,
        long catalogueVersion,
        String contract)
        implements SimulationEvent {

    public PolicySetVersionSimulated {
        suites = List.copyOf(suites);
    }
}
