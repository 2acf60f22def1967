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
    private long wantedNanos;
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

    /** The newest activation that a read of the control plane told of; negative if there was none. */
    synchronized long wantedSeq() {
        return wantedSeq;
    }

    Outcome decide(PolicyInput input, long nowNanos, long budgetNanos) {
        var current = loaded;
        if (current == null) {
            return Replica.NOT_LOADED;
        }
        current.decided();
        return current.decide(input, nowNanos, budgetNanos);
    }

    /** Puts a newer bundle in force and returns true; the same one again only confirms. */
    synchronized boolean install(LoadedBundle next) {
        var current = loaded;
        if (current == null || next.activationSeq() > current.activationSeq()) {
            loaded = next;
            succeeded();
            return true;
        }
        read(next.identity().change(), current, next.confirmedNanos());
        return false;
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
        if (seq > wantedSeq) {
            wantedSeq = seq;
            wantedNanos = sinceNanos;
        }
        if (current == null || seq > current.activationSeq()) {
            return seq != failedSeq;
        }
        read(newest == null ? new ZoneChange(id, 0, null, null) : newest, current, sinceNanos);
        return false;
    }

    private void read(ZoneChange found, LoadedBundle current, long sinceNanos) {
        var seq = found.activationSeq();
        if (found.equals(current.identity().change())) {
            readAgain(current, sinceNanos);
        } else if (seq == current.activationSeq()) {
            error = "the control plane has another bundle for activation %d, which is in force".formatted(seq);
        } else if (sinceNanos - current.confirmedNanos() >= 0) {
            // A read that began before the one that found the bundle in force may be late, and proves nothing.
            error = "the control plane is at activation %d, and %d is in force".formatted(seq, current.activationSeq());
        }
    }

    /** A read that began after another one had told of a newer activation is of a control plane that lags. */
    private void readAgain(LoadedBundle current, long sinceNanos) {
        if (current.activationSeq() >= wantedSeq) {
            current.confirm(sinceNanos);
            succeeded();
        } else if (sinceNanos - wantedNanos < 0) {
            current.confirm(sinceNanos);
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

    /** Whether what is in force may be reported: a process that is killed must not start again with an older bundle. */
    boolean isReportable() {
        var current = loaded;
        return current == null || current.isStored();
    }

    ZoneStatus status(Clocks clocks, long budgetNanos) {
        var current = loaded;
        var failure = error;
        if (current == null) {
            return new ZoneStatus(
                    id, failure == null ? State.NOT_LOADED : State.FAILED, null, null, null, null, false, failure);
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
                current.hasDecided(),
                reason);
    }
}
