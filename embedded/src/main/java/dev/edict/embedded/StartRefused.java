package dev.edict.embedded;

/** Why the application does not start, and what the operator can do; neither part ever holds a secret. */
public final class StartRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StartRefused(String what, String action) {
        super(what + ": " + action);
    }
}
