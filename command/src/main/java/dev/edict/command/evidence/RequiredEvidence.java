package dev.edict.command.evidence;

import dev.edict.command.api.zone.Evidence;
import org.jspecify.annotations.Nullable;

/** The evidence that zones ask for before a version governs. */
public interface RequiredEvidence {

    /**
     * The evidence for a version, decided as of the current transaction.
     *
     * @return what the zone asks for and what is missing of it; null if it asks for nothing
     * @throws dev.edict.command.api.Rejection {@code evidence_missing} if the zone requires what is missing
     */
    @Nullable
    Evidence require(String zoneId, String versionId, String manifestSha256);
}
