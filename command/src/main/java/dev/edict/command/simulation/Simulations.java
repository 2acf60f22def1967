package dev.edict.command.simulation;

import java.util.Optional;

/** The recorded simulations. */
public interface Simulations {

    /** Id of the latest simulation of a manifest in a zone. */
    Optional<String> latestOf(String zoneId, String manifestSha256);
}
