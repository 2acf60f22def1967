package dev.edict.app.web.error;

/** A request body exceeds the maximum length. */
public final class BodyTooLarge extends RuntimeException {

    private static final long serialVersionUID = 1L;
}
