package dev.edict.cli.pull;

/** A zone that no folder can be made from. */
final class UnfitZone extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnfitZone(String message) {
        super(message);
    }
}
