package dev.edict.app.web.error;

/** A path variable is outside the id grammar. */
public final class InvalidPathId extends RuntimeException {

    private static final long serialVersionUID = 1L;
}
