package dev.edict.command.api.simulation;

/**
 * Record what a simulation of a sealed version found.
 *
 * @param manifestSha256 the manifest that was evaluated; refused if the version's is another
 * @param engine name of the decision engine
 * @param report the full report, JSON; kept beside the log and prunable
 */
public record SimulatePolicySetVersion(
        String simulationId,
        String zoneId,
        String policySetId,
        String versionId,
        String manifestSha256,
        String engine,
        Tally tally,
        String report) {}
