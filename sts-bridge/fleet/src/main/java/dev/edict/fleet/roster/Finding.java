package dev.edict.fleet.roster;

/**
 * An answer about a zone.
 *
 * @param askedSeq the latest activation when the question was sent; the answer proves nothing about later ones
 * @param askedNanos when it was sent, by {@link System#nanoTime()}
 */
public record Finding(String zoneId, long askedSeq, long askedNanos, Answer answer) {}
