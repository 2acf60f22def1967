package dev.edict.app.servers;

/** Why the application does not start, and what whoever starts it can do; neither part ever holds a secret. */
public final class StartRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StartRefused(String what, String action) {
        super(what + ": " + action);
    }
}
