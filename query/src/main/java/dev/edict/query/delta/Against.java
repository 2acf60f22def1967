package dev.edict.query.delta;

import org.jspecify.annotations.Nullable;

/**
 * What a version is compared with.
 *
 * @param kind {@code active}, {@code none} or {@code version}
 * @param versionId null if nothing governs, or nothing was asked for: every request is denied there
 * @param activationSeq the number of the zone's latest activation or deactivation; null unless what governs was asked
 *     for
 */
record Against(String kind, @Nullable String versionId, @Nullable Long activationSeq) {

    static final String ACTIVE = "active";
    static final String NONE = "none";
    private static final String VERSION = "version";

    static Against none() {
        return new Against(NONE, null, null);
    }

    static Against version(String versionId) {
        return new Against(VERSION, versionId, null);
    }
}
