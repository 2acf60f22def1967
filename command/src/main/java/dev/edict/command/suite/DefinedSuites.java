package dev.edict.command.suite;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The suites that zones have or had. */
interface DefinedSuites {

    /** The newest version of this name; empty if the zone never had one. */
    Optional<Newest> find(String zoneId, String name);

    /**
     * The newest version of a suite.
     *
     * @param inForce false after the suite was removed
     */
    record Newest(long suiteVersion, @Nullable String description, String contentSha256, int cases, boolean inForce) {}
}
