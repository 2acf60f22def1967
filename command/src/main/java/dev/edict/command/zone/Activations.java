package dev.edict.command.zone;

import java.util.Optional;

/** The history of activations a rollback walks. */
interface Activations {

    Optional<Activation> find(String zoneId, long seq);

    /** The latest activation of a version in a zone; empty if it never governed there. */
    Optional<Activation> latestOf(String zoneId, String versionId);
}
