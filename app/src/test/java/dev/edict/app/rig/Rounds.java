package dev.edict.app.rig;

import java.time.Duration;

/** How often a fault is repeated: a few times in every build, the full number under {@code mvn verify -Psoak}. */
final class Rounds {

    private static final boolean SOAK = Boolean.getBoolean("edict.soak");

    /** What is promised is 15 s; a build may have to share its machine, the soak has it to itself. */
    static final Duration LONGEST_RESTART = Duration.ofSeconds(of(40, 15));

    private Rounds() {}

    static int of(int fast, int soak) {
        return SOAK ? soak : fast;
    }
}
