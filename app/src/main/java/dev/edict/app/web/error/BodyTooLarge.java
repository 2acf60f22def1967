package dev.edict.app.web.error;

/** A body that is longer than any body may be. */
public final class BodyTooLarge extends RuntimeException {

    private static final long serialVersionUID = 1L;
}
