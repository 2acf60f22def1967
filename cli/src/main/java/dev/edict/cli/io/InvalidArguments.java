package dev.edict.cli.io;

/**
 * A command line that can be parsed, but lacks what the command needs. Unlike picocli's own exceptions it is told without
 * the list of options, which would push the message off the screen.
 */
public final class InvalidArguments extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InvalidArguments(String message) {
        super(message);
    }
}
