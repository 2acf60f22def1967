package dev.edict.app.web.error;

/** A request body has a content coding that its route does not accept. */
public final class EncodedBody extends RuntimeException {

    private static final long serialVersionUID = 1L;
}
