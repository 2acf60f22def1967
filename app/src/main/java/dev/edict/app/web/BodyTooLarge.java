package dev.edict.app.web;

/** A body that is longer than any body may be. */
final class BodyTooLarge extends RuntimeException {

    private static final long serialVersionUID = 1L;
}
