package dev.edict.replica;

import dev.edict.replica.controlplane.Bundle;
import dev.edict.replica.controlplane.ZoneChange;
import org.jspecify.annotations.Nullable;

/**
 * Which bundle was in force.
 *
 * @param policySetId null if the zone never had an activation
 * @param versionId null if nothing governs the zone
 * @param manifestSha256 null if nothing governs the zone
 */
public record BundleIdentity(
        String zoneId,
        long activationSeq,
        @Nullable String policySetId,
        @Nullable String versionId,
        @Nullable String manifestSha256) {

    static BundleIdentity of(Bundle bundle) {
        return new BundleIdentity(
                bundle.zoneId(),
                bundle.activationSeq(),
                bundle.policySetId(),
                bundle.versionId(),
                bundle.manifestSha256());
    }

    ZoneChange change() {
        return new ZoneChange(zoneId, activationSeq, versionId, manifestSha256);
    }
}
