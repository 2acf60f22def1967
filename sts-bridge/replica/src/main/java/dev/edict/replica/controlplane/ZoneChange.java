package dev.edict.replica.controlplane;

import org.jspecify.annotations.Nullable;

/**
 * The newest activation of a zone.
 *
 * @param versionId null if nothing governs the zone
 * @param manifestSha256 null if nothing governs the zone
 */
public record ZoneChange(
        String zoneId, long activationSeq, @Nullable String versionId, @Nullable String manifestSha256) {

    /** The activation that this bundle is of. */
    static ZoneChange of(Bundle bundle) {
        return new ZoneChange(bundle.zoneId(), bundle.activationSeq(), bundle.versionId(), bundle.manifestSha256());
    }
}
