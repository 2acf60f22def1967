package dev.edict.replica.spring;

import dev.edict.replica.controlplane.Bundle;
import dev.edict.replica.controlplane.BundleSource;
import dev.edict.replica.controlplane.BundleVerification;
import dev.edict.replica.controlplane.ChangePage;
import dev.edict.replica.controlplane.ControlPlaneFailure;
import dev.edict.replica.controlplane.ZoneChange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A control plane in memory, with one zone. */
final class MemoryBundles implements BundleSource {

    static final String ZONE = "z1";

    private Bundle bundle = Bundle.neverActivated(ZONE);
    private boolean away;

    /** Activates a version with this document, or with the same one again. */
    synchronized void activate(String versionId, String document) {
        var policy = new Bundle.Policy("pv-" + versionId, document, BundleVerification.sha256(document));
        bundle = new Bundle(
                ZONE,
                bundle.activationSeq() + 1,
                "set-1",
                versionId,
                BundleVerification.manifestSha256(List.of(policy.policyVersionId())),
                Instant.parse("2026-11-30T08:00:00Z"),
                List.of(policy));
        notifyAll();
    }

    /** Answers no more, or again. */
    synchronized void away(boolean isAway) {
        away = isAway;
        notifyAll();
    }

    @Override
    public synchronized Optional<Bundle> bundle(String zoneId, @Nullable ZoneChange inForce) {
        requireHere();
        return Optional.of(zoneId.equals(ZONE) ? bundle : Bundle.neverActivated(zoneId));
    }

    @Override
    public synchronized ChangePage changes(@Nullable String cursor, Duration wait) {
        requireHere();
        var until = System.nanoTime() + wait.toNanos();
        try {
            while (!away && cursor().equals(cursor) && until - System.nanoTime() > 0) {
                TimeUnit.NANOSECONDS.timedWait(this, until - System.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ControlPlaneFailure("interrupted", "the test has ended");
        }
        requireHere();
        return new ChangePage(cursor(), true, cursor().equals(cursor) ? List.of() : List.of(change()), Map.of());
    }

    private String cursor() {
        return Long.toString(bundle.activationSeq());
    }

    private ZoneChange change() {
        return new ZoneChange(ZONE, bundle.activationSeq(), bundle.versionId(), bundle.manifestSha256());
    }

    private void requireHere() {
        if (away) {
            throw new ControlPlaneFailure("unreachable", "the test took it away");
        }
    }
}
