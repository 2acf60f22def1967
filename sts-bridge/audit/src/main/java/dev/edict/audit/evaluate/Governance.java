package dev.edict.audit.evaluate;

import dev.edict.audit.evaluate.Evaluated.Obstacle;
import dev.edict.command.policyset.SealedVersions.SealedVersion;
import org.jspecify.annotations.Nullable;

/**
 * What governs, or governed, a zone: a version or nothing.
 *
 * @param versionId null if it is nothing, or not known
 * @param obstacle why it cannot be evaluated; null if it can
 */
record Governance(@Nullable String versionId, @Nullable String manifestSha256, @Nullable Obstacle obstacle) {

    static final Governance NONE = new Governance(null, null, null);

    static Governance of(SealedVersion version) {
        return new Governance(version.versionId(), version.manifestSha256(), null);
    }

    static Governance unusable(@Nullable String versionId, @Nullable String manifestSha256, Obstacle obstacle) {
        return new Governance(versionId, manifestSha256, obstacle);
    }
}
