package dev.edict.fleet.opa.bundle;

import org.jspecify.annotations.Nullable;

/**
 * What governs a zone, and the change that it belongs to.
 *
 * @param activationSeq of the latest activation, rollback or deactivation; 0 before the first
 * @param manifestSha256 hexadecimal; null if nothing governs
 */
public record Governance(String zoneId, long activationSeq, @Nullable String manifestSha256) {

    /** The revision of the zone's bundle, which an agent returns in its status. */
    public String revision() {
        return "%d:%s".formatted(activationSeq, manifestSha256 == null ? "none" : manifestSha256);
    }

    boolean isGoverned() {
        return manifestSha256 != null;
    }
}
