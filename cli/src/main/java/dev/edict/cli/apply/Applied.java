package dev.edict.cli.apply;

import org.jspecify.annotations.Nullable;

/**
 * What a plan made of a zone.
 *
 * @param zoneId of the zone, which may be new
 * @param versionId the version that the plan activated; null if it activates nothing
 * @param activationSeq the number of that change; 0 if it activates nothing
 */
record Applied(String zoneId, @Nullable String versionId, long activationSeq) {}
