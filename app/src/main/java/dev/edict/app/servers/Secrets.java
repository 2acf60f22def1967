package dev.edict.app.servers;

import dev.edict.embedded.StartRefused;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Validates and generates signing keys and tokens. */
final class Secrets {

    static final String STREAMS_KEY = "STREAMS_HMAC_KEY";
    static final String AUDIT_KEY = "AUDIT_HMAC_KEY";
    static final String PREVIOUS_AUDIT_KEY = "AUDIT_HMAC_KEY_PREVIOUS";
    static final String ADMIN_TOKEN = "EDICT_ADMIN_TOKEN";
    static final String CARACAL_ADMIN_TOKEN = "CARACAL_ADMIN_TOKEN";
    static final String METRICS_TOKEN = "METRICS_BEARER";

    private static final int BYTES = 32;
    private static final Pattern HEX = Pattern.compile("(?:[0-9a-fA-F]{2})+");
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{16,4096}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private Secrets() {}

    static String newKey() {
        return HexFormat.of().formatHex(randomBytes());
    }

    static String newAdminToken() {
        return "cat_" + Base64.getUrlEncoder().withoutPadding().encodeToString(randomBytes());
    }

    /** @param from the variable or file that the key comes from */
    static String requireKey(String from, String key) {
        if (!HEX.matcher(key).matches()) {
            throw new StartRefused(from + " is not hexadecimal", "give an even number of hex digits, at least 64");
        }
        if (key.length() < 2 * BYTES) {
            throw new StartRefused(from + " is too short", "give at least 32 bytes, which are 64 hex digits");
        }
        return key;
    }

    /** @param from the variable or file that the token comes from */
    static String requireToken(String from, String token) {
        if (!TOKEN.matcher(token).matches()) {
            throw new StartRefused(
                    from + " is not a usable token", "give 16 to 4096 printable ASCII characters without blanks");
        }
        // The token becomes a Spring property, in which these two begin an expression.
        if (token.contains("${") || token.contains("#{")) {
            throw new StartRefused(from + " contains '${' or '#{'", "choose a token without them");
        }
        return token;
    }

    private static byte[] randomBytes() {
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
