package dev.edict.cli.apply;

/** Somebody else changed what a plan rests on. */
final class Conflict extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Conflict(String what) {
        super(what);
    }
}
