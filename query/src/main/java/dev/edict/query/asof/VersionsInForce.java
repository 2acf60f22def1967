package dev.edict.query.asof;

/**
 * The settings of a zone, and the numbers of the latest changes of what belongs to it; 0 for none.
 *
 * @param strict whether a policy set with warnings could not be sealed
 * @param canaries what happened to an activation whose canaries would fail: {@code off}, {@code warn} or {@code required}
 * @param evidence what happened to an activation that lacked evidence: {@code none}, {@code warn} or {@code required}
 */
public record VersionsInForce(
        long settingsSeq,
        boolean strict,
        String canaries,
        String evidence,
        long canariesVersion,
        long catalogueVersion,
        long suitesVersion) {}
