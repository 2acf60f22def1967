package dev.edict.replica.report;

import dev.edict.replica.controlplane.Bundle;
import dev.edict.replica.controlplane.BundleSource;
import dev.edict.replica.controlplane.ChangePage;
import dev.edict.replica.controlplane.ControlPlaneFailure;
import dev.edict.replica.controlplane.ZoneChange;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tries to hold a lease before each read. A read lets the replica allow for another staleness budget, and the control
 * plane waits for the end of that budget only if the replica is in its roster.
 */
public final class ReadsUnderLease implements BundleSource {

    private final BundleSource source;
    private final Reporter reporter;

    public ReadsUnderLease(BundleSource source, Reporter reporter) {
        this.source = source;
        this.reporter = reporter;
    }

    @Override
    public Optional<Bundle> bundle(String zoneId, @Nullable ZoneChange inForce) {
        holdLease();
        return source.bundle(zoneId, inForce);
    }

    @Override
    public ChangePage changes(@Nullable String cursor, Duration wait) {
        holdLease();
        return source.changes(cursor, wait);
    }

    private void holdLease() {
        try {
            reporter.holdLease();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ControlPlaneFailure("interrupted", "the read was given up");
        }
    }
}
