package dev.edict.command.api;

/**
 * What was answered to a request that may come again.
 *
 * @param fingerprint of the request as a whole, so that another one under the same key is told apart
 * @param body JSON; empty for an answer without one
 */
public record Receipt(Id id, String fingerprint, int status, String body) {

    /**
     * Whose request it is, and how its caller tells it from others.
     *
     * @param account that a console's token was used for; empty for none
     * @param key the {@code Idempotency-Key}
     */
    public record Id(String actor, String account, String key) {}
}
