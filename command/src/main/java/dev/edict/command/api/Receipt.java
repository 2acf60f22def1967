package dev.edict.command.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What was answered to a request that may come again.
 *
 * @param fingerprint of the request as a whole, so that another one under the same key is told apart
 * @param body JSON; empty for an answer without one
 * @param sealed whether the body can be read only with what the request came with
 */
public record Receipt(Id id, String fingerprint, int status, String body, boolean sealed) {

    /**
     * Whose request it is, and how its caller tells it from others.
     *
     * @param account that a console's token was used for; empty for none
     * @param keySha256 of the {@code Idempotency-Key}, in hex
     */
    public record Id(String actor, String account, String keySha256) {

        /** That of a request under a key. */
        public static Id of(String actor, String account, String key) {
            try {
                var hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
                return new Id(actor, account, HexFormat.of().formatHex(hash));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }
    }
}
