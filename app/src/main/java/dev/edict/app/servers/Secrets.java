package dev.edict.app.servers;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The two secrets Edict needs: what each must look like, and how one is made when the operator gives none. */
final class Secrets {

    private static final int KEY_BYTES = 32;
    private static final Pattern KEY = Pattern.compile("([0-9A-Fa-f]{2}){32,512}");
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{16,4096}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private Secrets() {}

    static String verifiedStreamsKey(String key) {
        if (!KEY.matcher(key).matches()) {
            throw new StartRefused(
                    "STREAMS_HMAC_KEY is not a key of at least 32 bytes in hex.",
                    "Give 64 to 1024 hex digits, for example from: openssl rand -hex 32");
        }
        return key;
    }

    static String verifiedAdminToken(String token) {
        if (!TOKEN.matcher(token).matches()) {
            throw new StartRefused(
                    "The admin token is not made of 16 to 4096 printable ASCII characters without blanks.",
                    "Give a long random token in EDICT_ADMIN_TOKEN.");
        }
        return token;
    }

    static String newStreamsKey() {
        return HexFormat.of().formatHex(random());
    }

    /** In the form of the tokens the Admin API mints (contract §2). */
    static String newAdminToken() {
        return "cat_" + Base64.getUrlEncoder().withoutPadding().encodeToString(random());
    }

    private static byte[] random() {
        var bytes = new byte[KEY_BYTES];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
