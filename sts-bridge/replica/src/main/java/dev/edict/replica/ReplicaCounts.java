package dev.edict.replica;

/**
 * What a replica has done since its start.
 *
 * @param loads bundles that came into force
 * @param failedLoads reads of a bundle that failed, or whose bundle was refused
 * @param feedReads answers of the feed
 * @param invalidations verified entries from Redis
 * @param outdatedInvalidations those of them that announced what was in force already, replayed ones included
 * @param rejectedInvalidations entries from Redis that were dropped: unsigned, forged, of another stream, or malformed
 */
public record ReplicaCounts(
        long loads,
        long failedLoads,
        long feedReads,
        long invalidations,
        long outdatedInvalidations,
        long rejectedInvalidations) {}
