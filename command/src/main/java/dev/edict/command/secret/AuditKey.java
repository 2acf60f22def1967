package dev.edict.command.secret;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The secret that signs audit events ({@code AUDIT_HMAC_KEY}, contract §4.3); its text never appears in output. */
public final class AuditKey {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int LEAST_BYTES = 32;

    private final SecretKey secret;

    private AuditKey(byte[] bytes) {
        this.secret = new SecretKeySpec(bytes, ALGORITHM);
    }

    /**
     * Parses a key.
     *
     * @param hex at least 32 bytes as hex digits
     * @throws IllegalArgumentException that describes the error without repeating the value
     */
    public static AuditKey parse(String hex) {
        byte[] bytes;
        try {
            bytes = HexFormat.of().parseHex(hex.strip());
        } catch (IllegalArgumentException e) {
            // The cause is dropped, because it quotes the text, which is a secret.
            throw new IllegalArgumentException("the audit key is not hexadecimal: give an even number of hex digits");
        }
        if (bytes.length < LEAST_BYTES) {
            throw new IllegalArgumentException("the audit key has %d bytes: give at least %d, as %d hex digits"
                    .formatted(bytes.length, LEAST_BYTES, 2 * LEAST_BYTES));
        }
        return new AuditKey(bytes);
    }

    /** The signature of the bytes of {@code data}, as lowercase hex. */
    public String sign(byte[] data) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return HexFormat.of().formatHex(mac.doFinal(data));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("this Java runtime cannot compute " + ALGORITHM, e);
        }
    }

    /** Whether a signature, in hex, is that of the bytes; takes the same time whatever it is. */
    public boolean verifies(String signature, byte[] data) {
        return MessageDigest.isEqual(
                sign(data).getBytes(StandardCharsets.US_ASCII),
                signature.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "AuditKey[hidden]";
    }
}
