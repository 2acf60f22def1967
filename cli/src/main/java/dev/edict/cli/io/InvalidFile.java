package dev.edict.cli.io;

/** A file was read, but its content is not what the command needs. */
public final class InvalidFile extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InvalidFile(String message) {
        super(message);
    }
}
