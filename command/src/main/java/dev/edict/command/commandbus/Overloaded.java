package dev.edict.command.commandbus;

/** The limit of concurrent commands is reached; the command had no effect. */
public final class Overloaded extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Overloaded(int admitted) {
        super("the limit of %d concurrent commands is reached".formatted(admitted));
    }
}
