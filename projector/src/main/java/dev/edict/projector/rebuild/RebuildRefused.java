package dev.edict.projector.rebuild;

/** Why views were not rebuilt, or not put in the place of the live ones, which are untouched. */
final class RebuildRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RebuildRefused(String message) {
        super(message);
    }

    RebuildRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
