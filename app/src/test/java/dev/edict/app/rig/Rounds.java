package dev.edict.app.rig;

import java.time.Duration;

/** How often a fault is repeated: a few times in every build, the full number under {@code mvn verify -Psoak}. */
public final class Rounds {

    static final boolean SOAK = Boolean.getBoolean("edict.soak");

    /** From the start of a node that was killed until it is ready. */
    static final Duration LONGEST_RESTART = Duration.ofSeconds(15);

    private Rounds() {}

    /** How often. */
    public static int of(int fast, int soak) {
        return SOAK ? soak : fast;
    }
}
