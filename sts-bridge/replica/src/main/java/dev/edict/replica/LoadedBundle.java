package dev.edict.replica;

import dev.edict.decision.Decision;
import dev.edict.decision.Decision.Effect;
import dev.edict.decision.Evaluation;
import dev.edict.decision.PolicyBundle;
import dev.edict.decision.input.PolicyInput;
import dev.edict.replica.Outcome.Allowed;
import dev.edict.replica.Outcome.Denied;
import dev.edict.replica.Outcome.OnHold;
import dev.edict.replica.background.LogSafeText;
import dev.edict.replica.controlplane.Bundle;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One bundle in force. All of it is fixed but the instant of its last confirmation, which belongs to this bundle alone,
 * so that no reader can pair it with another.
 */
final class LoadedBundle {

    private static final String STEP_UP = "step_up_required";

    private final BundleIdentity identity;
    private final @Nullable PolicyBundle policies;
    private final @Nullable String fault;
    private final Instant loadedAt;
    private final long changedNanos;
    private final Denied stale;
    private final Denied ungoverned;
    private final AtomicReference<@Nullable Bundle> unsaved = new AtomicReference<>();
    private volatile boolean stored = true;
    private volatile long confirmedNanos;
    private volatile boolean decided;

    /**
     * @param policies null if nothing governs the zone
     * @param fault why the policies deny every request; null if they do not
     * @param times when it was loaded, changed and confirmed
     */
    LoadedBundle(BundleIdentity identity, @Nullable PolicyBundle policies, @Nullable String fault, Times times) {
        this.identity = identity;
        this.policies = policies;
        this.fault = fault == null ? null : LogSafeText.of(fault);
        this.loadedAt = times.loadedAt();
        this.changedNanos = times.changedNanos();
        this.confirmedNanos = times.confirmedNanos();
        this.stale = Denied.because(Outcome.POLICY_STALE, identity);
        this.ungoverned = Denied.because(Outcome.NO_ACTIVE_POLICY_SET, identity);
    }

    /**
     * The instants of a bundle; those in nanoseconds by the monotonic clock.
     *
     * @param loadedAt by the wall clock, for people
     * @param confirmedNanos when a read of the control plane that found it current began
     */
    record Times(Instant loadedAt, long changedNanos, long confirmedNanos) {}

    /**
     * Decides a call that began at {@code nowNanos}.
     *
     * @param budgetNanos how old the confirmation may be; {@link Long#MAX_VALUE} if it may have any age
     */
    Outcome decide(PolicyInput input, long nowNanos, long budgetNanos) {
        if (isStale(nowNanos, budgetNanos)) {
            return stale;
        }
        if (policies == null) {
            return ungoverned;
        }
        try {
            var evaluation = policies.decide(input);
            return evaluation instanceof Evaluation.Decided decided
                    ? outcome(decided.decision())
                    : Denied.failed(((Evaluation.NotExecuted) evaluation).reason(), identity);
        } catch (RuntimeException e) {
            // A defect of the engine must not become an exception that a gateway may take for a pass.
            return Denied.failed(LogSafeText.ofRootCause(e), identity);
        }
    }

    private Outcome outcome(Decision decision) {
        if (decision.effect() == Effect.DENY) {
            return new Denied(decision, identity, decision.reason().orElse(Outcome.POLICY_EVAL_FAILED));
        }
        for (var diagnostic : decision.diagnostics()) {
            if (diagnostic.containsKey(STEP_UP)) {
                return new OnHold(decision, identity, object(diagnostic.get(STEP_UP)));
            }
        }
        return new Allowed(decision, identity);
    }

    @SuppressWarnings("unchecked") // an object of JSON has strings as keys
    private static Map<String, Object> object(@Nullable Object json) {
        return json instanceof Map<?, ?> object ? (Map<String, Object>) object : Map.of();
    }

    boolean isStale(long nowNanos, long budgetNanos) {
        return nowNanos - confirmedNanos > budgetNanos;
    }

    /** A request is decided; written once, because every request comes here. */
    void decided() {
        if (!decided) {
            decided = true;
        }
    }

    boolean hasDecided() {
        return decided;
    }

    /** Keeps the documents until they are on disk. */
    void keepUnsaved(Bundle bundle) {
        stored = false;
        unsaved.set(bundle);
    }

    /** No older bundle is on disk any more. */
    void stored() {
        stored = true;
    }

    /** Whether a restart would begin with this bundle, or with none. */
    boolean isStored() {
        return stored;
    }

    /** The documents, if they are not on disk yet; only once. */
    @Nullable
    Bundle takeUnsaved() {
        return unsaved.getAndSet(null);
    }

    /** Confirmations may arrive in any order; the latest one counts. The caller holds the zone's lock. */
    void confirm(long sinceNanos) {
        if (sinceNanos - confirmedNanos > 0) {
            confirmedNanos = sinceNanos;
        }
    }

    long activationSeq() {
        return identity.activationSeq();
    }

    BundleIdentity identity() {
        return identity;
    }

    @Nullable
    String fault() {
        return fault;
    }

    Instant loadedAt() {
        return loadedAt;
    }

    long changedNanos() {
        return changedNanos;
    }

    long confirmedNanos() {
        return confirmedNanos;
    }
}
