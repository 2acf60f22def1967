package dev.edict.command.suite;

import dev.edict.command.evaluation.SimulationCase;
import java.util.List;

/** The suites that zones have, with their cases. */
public interface SuitesInForce {

    /** The version of a zone's suites as of the current transaction; 0 for a zone that never had one. */
    long version(String zoneId);

    /**
     * All suites of a zone by name.
     *
     * @throws dev.edict.command.content.ContentCorrupted if cases are not those that were defined
     */
    ZoneSuites all(String zoneId);

    /**
     * Some suites of a zone by name.
     *
     * @throws dev.edict.command.api.Rejection {@code suite_not_found} if the zone lacks one
     * @throws dev.edict.command.content.ContentCorrupted if cases are not those that were defined
     */
    ZoneSuites named(String zoneId, List<String> names);

    /** Suites as of one instant. */
    record ZoneSuites(long suitesVersion, List<Suite> suites) {}

    /** A suite with its cases. */
    record Suite(String name, long version, String sha256, List<SimulationCase> cases) {}
}
