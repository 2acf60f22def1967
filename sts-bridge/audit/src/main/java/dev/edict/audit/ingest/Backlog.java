package dev.edict.audit.ingest;

/**
 * What the group has before it; NaN for what Redis does not tell.
 *
 * @param lag entries that no node has read
 * @param pending entries that were read and not acknowledged
 * @param oldestPendingSeconds how long ago the oldest of these came
 */
record Backlog(double lag, double pending, double oldestPendingSeconds) {

    static final Backlog UNKNOWN = new Backlog(Double.NaN, Double.NaN, Double.NaN);
}
