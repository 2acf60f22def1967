package dev.edict.replica.redis;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The secret that signs the entries of the stream ({@code STREAMS_HMAC_KEY}); its text never appears in output. */
public final class StreamKey {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int LEAST_BYTES = 32;

    private final SecretKey secret;

    private StreamKey(byte[] bytes) {
        this.secret = new SecretKeySpec(bytes, ALGORITHM);
    }

    /**
     * Parses a key.
     *
     * @param hex at least 32 bytes as hex digits
     * @throws IllegalArgumentException that describes the error without repeating the value
     */
    public static StreamKey parse(String hex) {
        byte[] bytes;
        try {
            bytes = HexFormat.of().parseHex(hex.strip());
        } catch (IllegalArgumentException e) {
            // The cause is dropped, because it quotes the text, which is a secret.
            throw new IllegalArgumentException("the stream key is not hexadecimal: give an even number of hex digits");
        }
        if (bytes.length < LEAST_BYTES) {
            throw new IllegalArgumentException("the stream key has %d bytes: give at least %d, as %d hex digits"
                    .formatted(bytes.length, LEAST_BYTES, 2 * LEAST_BYTES));
        }
        return new StreamKey(bytes);
    }

    byte[] sign(byte[] message) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return mac.doFinal(message);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("this Java runtime cannot compute " + ALGORITHM, e);
        }
    }

    @Override
    public String toString() {
        return "StreamKey[hidden]";
    }
}
