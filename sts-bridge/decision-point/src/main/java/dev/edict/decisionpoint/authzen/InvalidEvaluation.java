package dev.edict.decisionpoint.authzen;

/** An evaluation that cannot be decided: the message names the member and what belongs there. */
final class InvalidEvaluation extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidEvaluation(String path, String expected) {
        super("%s: expected %s".formatted(path, expected));
    }
}
