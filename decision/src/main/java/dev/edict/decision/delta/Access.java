package dev.edict.decision.delta;

import java.util.List;
import java.util.Locale;

/**
 * What becomes of a request: two decisions with the same access differ at most in their reasons.
 *
 * @param approvals the declarations of the tiers whose approval the request needs, as JSON; empty unless it is held
 */
public record Access(Effect effect, List<Object> approvals) {

    /** Denied without an approval. */
    public static final Access DENY = new Access(Effect.DENY, List.of());

    /** Allowed at once. */
    public static final Access ALLOW = new Access(Effect.ALLOW, List.of());

    static final Access UNDECIDED = new Access(Effect.UNDECIDED, List.of());

    /** What a decision point does with a request. */
    public enum Effect {
        DENY,
        /** Allowed, once somebody has approved it (contract §8.5, step-up). */
        HOLD,
        ALLOW,
        /** No decision point can give the decision; it answers with an error. */
        UNDECIDED;

        /** The word in responses. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Access {
        approvals = List.copyOf(approvals);
    }

    static Access allowedBy(List<Object> approvals) {
        return approvals.isEmpty() ? ALLOW : new Access(Effect.HOLD, approvals);
    }

    boolean isDenied() {
        return effect == Effect.DENY;
    }

    boolean isHeld() {
        return effect == Effect.HOLD;
    }
}
