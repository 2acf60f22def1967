package dev.edict.cli.yaml;

import dev.edict.cli.io.InvalidFile;
import dev.edict.cli.io.TerminalText;

/**
 * A place in a file.
 *
 * @param line from 1
 * @param column from 1, in characters
 */
public record Place(String file, int line, int column) {

    /** What is wrong there, as {@code file:line:column: message}. */
    @SuppressWarnings("AnnotateFormatMethod") // the annotation is no dependency
    public InvalidFile invalid(String message, Object... arguments) {
        return new InvalidFile("%s: %s".formatted(this, TerminalText.shortened(message.formatted(arguments))));
    }

    @Override
    public String toString() {
        return "%s:%d:%d".formatted(TerminalText.of(file), line, column);
    }
}
