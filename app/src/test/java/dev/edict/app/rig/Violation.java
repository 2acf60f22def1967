package dev.edict.app.rig;

/** A promise that was broken. */
record Violation(Promise promise, String what) {

    /** The checks of the rig. */
    enum Promise {
        /** Every command that succeeded is in the log exactly once, as it was answered. */
        K1,
        /** A refused command left nothing anywhere. */
        K2,
        /** A command of unknown outcome took effect completely once, or not at all; and every effect has a command. */
        K3,
        /** Each zone's pointer is one register: what clients saw fits one order of all changes. */
        K4,
        /** The stream tells of every change, in the order of its zone, signed. */
        K5,
        /** The timeline has every event exactly once. */
        K6,
        /** The tables that are enforced are what the log says. */
        K7
    }

    @Override
    public String toString() {
        return promise + ": " + what;
    }
}
