package dev.edict.command.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The stored response of an idempotent request.
 *
 * @param fingerprint of the whole request; detects another request under the same key
 * @param body JSON; empty for a response without a body
 * @param sealed whether the body is encrypted with the token and the idempotency key of the request
 */
public record Receipt(Id id, String fingerprint, int status, String body, boolean sealed) {

    /** The request attribute with the status of its success, where the route has more than one. */
    public static final String STATUS_ATTRIBUTE = "dev.edict.status";

    /**
     * Identifies the request by its caller and its key.
     *
     * @param account the console account of the token; empty for none
     * @param keySha256 SHA-256 of the {@code Idempotency-Key}, in hex
     */
    public record Id(String actor, String account, String keySha256) {

        /** The id of a request with this key. */
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
