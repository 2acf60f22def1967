package dev.edict.app.cli;

/** A file that could not be read as text. */
final class NotReadable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotReadable(String file, String why) {
        super(Printable.of(file) + ": " + why);
    }
}
