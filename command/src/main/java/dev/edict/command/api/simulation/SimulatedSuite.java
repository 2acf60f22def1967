package dev.edict.command.api.simulation;

/**
 * A suite that was run.
 *
 * @param version counts the definitions of this name
 * @param sha256 lower-case hex SHA-256 of its cases
 */
public record SimulatedSuite(String name, long version, String sha256) {}
