package dev.edict.replica.controlplane;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the control plane. Every read asks it anew, and returns or fails within a bounded time. Thread-safe.
 *
 * <p>Failures are {@link ControlPlaneFailure}. An interrupted read fails with the thread's interrupt status set.
 */
public interface BundleSource {

    /**
     * Reads what governs a zone, unverified.
     *
     * @param inForce what the caller has in force; null for nothing
     * @return empty if just that still governs the zone
     */
    Optional<Bundle> bundle(String zoneId, @Nullable ZoneChange inForce);

    /**
     * Reads which zones changed; a source may add their bundles, so that they need not be read.
     *
     * @param cursor of an earlier page; null for the newest change of every zone that this source may see
     * @param wait how long to wait for a change if there is none
     */
    ChangePage changes(@Nullable String cursor, Duration wait);
}
