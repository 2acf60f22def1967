package dev.edict.decisionpoint.audit;

/** The spill takes nothing at the moment: it is full, its folder is not writable, or another process has it. */
final class SpillUnavailable extends Exception {

    private static final long serialVersionUID = 1L;

    SpillUnavailable(String why) {
        super(why);
    }
}
