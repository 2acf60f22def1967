package dev.edict.replica.redis;

/**
 * A verified entry of the stream: this zone may have changed.
 *
 * @param activationSeq the activation that it announces; negative if the entry does not tell
 */
public record Invalidation(String zoneId, long activationSeq) {}
