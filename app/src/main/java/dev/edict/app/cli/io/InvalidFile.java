package dev.edict.app.cli.io;

/** A file that was read but does not hold what the command needs. */
public final class InvalidFile extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InvalidFile(String message) {
        super(message);
    }
}
