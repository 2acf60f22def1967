package dev.edict.app.contract;

/**
 * What the contract says that a route answers.
 *
 * @param route method and path pattern, or {@code *} for any
 * @param code the error code; empty for success
 */
record Triple(String route, int status, String code) {

    @Override
    public String toString() {
        return "%s answers %d %s".formatted(route, status, code).strip();
    }
}
