package dev.edict.fleet.opa.bundle;

/** A zone's texts cannot be served; the message names the document and never contains its text. */
final class UnusableBundle extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnusableBundle(String message) {
        super(message);
    }
}
