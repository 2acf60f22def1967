package dev.edict.cli.io;

/** A file could not be read as text. */
final class UnreadableFile extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableFile(String file, String why) {
        super(TerminalText.of(file) + ": " + why);
    }
}
