package dev.edict.command.commandbus;

/** No more commands are admitted for the moment; nothing of this one took effect. */
public final class Overloaded extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Overloaded(int admitted) {
        super("already %d commands under way".formatted(admitted));
    }
}
