package dev.edict.app.servers;

/** Edict does not start, for a reason the operator can mend; never holds a secret. */
final class StartRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String action;

    StartRefused(String what, String action) {
        super(what);
        this.action = action;
    }

    String action() {
        return action;
    }
}
