package dev.edict.decision;

/** The bundle contains a part that this engine cannot evaluate. */
final class NotAnalysable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotAnalysable(String why) {
        super(why, null, false, false);
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
