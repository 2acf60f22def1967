package dev.edict.app.web;

/** A body in a content coding; no route takes one. */
final class EncodedBody extends RuntimeException {

    private static final long serialVersionUID = 1L;
}
