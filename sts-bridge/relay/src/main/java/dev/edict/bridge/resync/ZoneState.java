package dev.edict.bridge.resync;

import org.jspecify.annotations.Nullable;

/**
 * The last change of a zone that was sent, to be published again.
 *
 * @param id the dispatch id in the resync
 * @param policySetId null if nothing of the zone was sent yet: then the outbox will
 * @param versionId null for a deactivation
 */
public record ZoneState(
        String id, String zoneId, long activationSeq, @Nullable String policySetId, @Nullable String versionId) {}
