package dev.edict.command.api.simulation;

/**
 * Records the result of a simulation of a sealed version.
 *
 * @param manifestSha256 the evaluated manifest; the command is rejected if the version has another one
 * @param engine name of the decision engine
 * @param basis the command is rejected if suites or catalogue of the zone have other versions
 * @param report the full report as JSON; stored outside the log, can be pruned
 */
public record SimulatePolicySetVersion(
        String simulationId,
        String zoneId,
        String policySetId,
        String versionId,
        String manifestSha256,
        String engine,
        SimulationBasis basis,
        Tally tally,
        String report) {}
