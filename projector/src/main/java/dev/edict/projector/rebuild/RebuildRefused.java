package dev.edict.projector.rebuild;

/** The views were not rebuilt, or not swapped in; the live views are unchanged. */
final class RebuildRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RebuildRefused(String message) {
        super(message);
    }

    RebuildRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
