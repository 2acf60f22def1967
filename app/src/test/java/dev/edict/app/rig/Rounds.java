package dev.edict.app.rig;

/** How often a fault is repeated: a few times in every build, the full number under {@code mvn verify -Psoak}. */
final class Rounds {

    private static final boolean SOAK = Boolean.getBoolean("edict.soak");

    private Rounds() {}

    static int of(int fast, int soak) {
        return SOAK ? soak : fast;
    }
}
