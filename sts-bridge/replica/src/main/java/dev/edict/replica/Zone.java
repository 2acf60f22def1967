package dev.edict.replica;

import dev.edict.decision.input.PolicyInput;
import dev.edict.replica.ZoneStatus.State;
import dev.edict.replica.background.LogSafeText;
import dev.edict.replica.controlplane.ZoneChange;
import org.jspecify.annotations.Nullable;

/**
 * One zone: the bundle in force, which is replaced as a whole and never by an older one. Deciding takes no lock; those
 * who load or confirm take turns.
 */
final class Zone {

    private static final long NOTHING = -1;

    private final String id;
    private volatile @Nullable LoadedBundle loaded;
    private volatile @Nullable String error;
    private long wantedSeq = NOTHING;
    private long failedSeq = NOTHING;

    Zone(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }

    @Nullable
    LoadedBundle loaded() {
        return loaded;
    }

    /** The activation in force; negative if there is none. */
    long loadedSeq() {
        var current = loaded;
        return current == null ? NOTHING : current.activationSeq();
    }

    Outcome decide(PolicyInput input, long nowNanos, long budgetNanos) {
        var current = loaded;
        return current == null ? Replica.NOT_LOADED : current.decide(input, nowNanos, budgetNanos);
    }

    /** Puts a newer bundle in force and returns true; the same one again only confirms. */
    synchronized boolean install(LoadedBundle next) {
        var current = loaded;
        if (current == null || next.activationSeq() > current.activationSeq()) {
            loaded = next;
            succeeded();
            return true;
        }
        read(next.activationSeq(), next.identity(), current, next.confirmedNanos());
        return false;
    }

    /** The read that began at {@code sinceNanos} found the bundle in force unchanged. */
    synchronized void unchanged(long seq, long sinceNanos) {
        var current = loaded;
        if (current != null && current.activationSeq() == seq) {
            current.confirm(sinceNanos);
            succeeded();
        }
    }

    /**
     * Compares with the newest activation by a read that began at {@code sinceNanos}.
     *
     * @param newest null if the control plane knows of no activation
     * @return whether a bundle has to be loaded; false if that has just failed, because it is being retried
     */
    synchronized boolean compare(@Nullable ZoneChange newest, long sinceNanos) {
        var seq = newest == null ? 0 : newest.activationSeq();
        var current = loaded;
        wantedSeq = Math.max(wantedSeq, seq);
        if (current == null || seq > current.activationSeq()) {
            return seq != failedSeq;
        }
        read(seq, identity(seq, newest, current), current, sinceNanos);
        return false;
    }

    private BundleIdentity identity(long seq, @Nullable ZoneChange newest, LoadedBundle current) {
        return new BundleIdentity(
                id,
                seq,
                current.identity().policySetId(),
                newest == null ? null : newest.versionId(),
                newest == null ? null : newest.manifestSha256());
    }

    private void read(long seq, BundleIdentity found, LoadedBundle current, long sinceNanos) {
        if (found.equals(current.identity())) {
            current.confirm(sinceNanos);
            succeeded();
        } else if (seq == current.activationSeq()) {
            error = "the control plane has another bundle for activation %d that is in force".formatted(seq);
        } else if (sinceNanos - current.confirmedNanos() >= 0) {
            // A read that began before the one that found the bundle in force may be late, and proves nothing.
            error = "the control plane is at activation %d, and %d is in force".formatted(seq, current.activationSeq());
        }
    }

    private void succeeded() {
        error = null;
        failedSeq = NOTHING;
    }

    /** What is in force stays. */
    synchronized void failed(String reason) {
        error = LogSafeText.of(reason);
        failedSeq = wantedSeq;
    }

    /** Whether the last read of the bundle failed and nothing has been learned since. */
    synchronized boolean isToRetry() {
        return error != null || loaded == null;
    }

    ZoneStatus status(Clocks clocks, long budgetNanos) {
        var current = loaded;
        var failure = error;
        if (current == null) {
            return new ZoneStatus(
                    id, failure == null ? State.NOT_LOADED : State.FAILED, null, null, null, null, failure);
        }
        var reason = failure == null ? current.fault() : failure;
        var now = clocks.now();
        var state = current.isStale(now, budgetNanos) ? State.STALE : reason == null ? State.LOADED : State.FAILED;
        return new ZoneStatus(
                id,
                state,
                current.identity(),
                current.loadedAt(),
                Clocks.between(current.confirmedNanos(), now),
                current.activationSeq() == 0 ? null : Clocks.between(current.changedNanos(), now),
                reason);
    }
}
