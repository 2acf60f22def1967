package dev.edict.app.openapi;

/** The credential that a route requires. */
public enum Access {
    /** None. */
    OPEN,
    /** A token of the Admin API. */
    TOKEN,
    /** A token of the Admin API, or the token for metrics. */
    TOKEN_OR_METRICS_TOKEN,
    /** A token of the Admin API, or none if {@code EDICT_DOCS} is {@code open}. */
    TOKEN_UNLESS_OPENED
}
