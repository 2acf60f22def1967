package dev.edict.command.api.simulation;

import org.axonframework.serialization.Revision;

/**
 * A sealed version was evaluated against named cases.
 *
 * @param reportSha256 lower-case hex SHA-256 of the UTF-8 report
 */
@Revision("1")
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
        String reportSha256)
        implements SimulationEvent {}
