package dev.edict.decision.delta;

import java.util.Locale;

/** The shapes of requests that may be allowed (contract §8.5). */
public enum Shape {
    BOOTSTRAP,
    BOOTSTRAP_AND_WORKLOAD,
    WORKLOAD,
    MINT,
    USE;

    static final String AGENT_LIFECYCLE = "agent:lifecycle";

    /** The word in responses and explanations. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isOfWorkload() {
        return this == WORKLOAD || this == BOOTSTRAP_AND_WORKLOAD;
    }
}
