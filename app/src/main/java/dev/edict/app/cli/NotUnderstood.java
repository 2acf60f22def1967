package dev.edict.app.cli;

/** A file that was read but does not hold what the command needs. */
final class NotUnderstood extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotUnderstood(String message) {
        super(message);
    }
}
