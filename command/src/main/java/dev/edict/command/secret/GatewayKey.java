package dev.edict.command.secret;

import dev.edict.command.api.SettingRefused;
import dev.edict.command.content.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The secret shared with the STS. It signs internal requests (contract §6.3) and is never printed. */
public final class GatewayKey {

    public static final String VARIABLE = "GATEWAY_STS_HMAC_KEY";

    private static final String ALGORITHM = "HmacSHA256";
    private static final int LEAST_BYTES = 32;

    private final SecretKey secret;

    private GatewayKey(byte[] bytes) {
        this.secret = new SecretKeySpec(bytes, ALGORITHM);
    }

    public static GatewayKey parse(String hex) {
        byte[] bytes;
        try {
            bytes = HexFormat.of().parseHex(hex.strip());
        } catch (IllegalArgumentException e) {
            // The cause quotes the value, which is a secret.
            throw new SettingRefused(VARIABLE, "is not hexadecimal: set an even number of hex digits");
        }
        if (bytes.length < LEAST_BYTES) {
            throw new SettingRefused(
                    VARIABLE,
                    "has %d bytes: set at least %d, as %d hex digits"
                            .formatted(bytes.length, LEAST_BYTES, 2 * LEAST_BYTES));
        }
        return new GatewayKey(bytes);
    }

    /**
     * Signs a request; the result is hex.
     *
     * @param path escaped, without a query
     */
    public String sign(long unixSeconds, String nonce, String method, String path, byte[] body) {
        var signed = String.join("\n", Long.toString(unixSeconds), nonce, method, path, Sha256.hex(body));
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("this Java runtime cannot compute " + ALGORITHM, e);
        }
    }

    @Override
    public String toString() {
        return "GatewayKey[hidden]";
    }
}
