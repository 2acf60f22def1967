package dev.edict.app.openapi;

/** With what a route lets somebody in. */
public enum Access {
    /** Nothing. */
    OPEN,
    /** A token of the Admin API. */
    TOKEN,
    /** A token of the Admin API, or the token for metrics. */
    TOKEN_OR_METRICS_TOKEN,
    /** A token of the Admin API, or nothing where {@code EDICT_DOCS} is {@code open}. */
    TOKEN_UNLESS_OPENED
}
