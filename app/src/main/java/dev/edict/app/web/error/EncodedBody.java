package dev.edict.app.web.error;

/** A body in a content coding; no route takes one. */
public final class EncodedBody extends RuntimeException {

    private static final long serialVersionUID = 1L;
}
