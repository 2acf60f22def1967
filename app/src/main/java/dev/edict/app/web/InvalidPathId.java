package dev.edict.app.web;

/** A path variable is outside the id grammar. */
final class InvalidPathId extends RuntimeException {

    private static final long serialVersionUID = 1L;
}
