package dev.edict.decision;

/** A question that cannot be answered from what was read. */
final class NotAnalysable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotAnalysable(String why) {
        super(why, null, false, false);
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
