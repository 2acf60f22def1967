package dev.edict.bridge.resync;

/**
 * The state of every zone is being published again, or has been.
 *
 * @param reasons codes of {@link LossReason}, separated by commas
 * @param zones number of zones that are left, or of all once it is complete
 */
public record Resync(long incarnation, String reasons, boolean areGroupsRestored, int zones) {}
