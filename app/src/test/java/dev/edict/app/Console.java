package dev.edict.app;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What a stock console derives from the bootstrap token (contract §2). */
public final class Console {

    private Console() {}

    /** The console's token; {@code use} is {@code read-only}, {@code write} or {@code approve}. */
    public static String token(String bootstrap, String use) {
        return "cat_" + base64(hmac(bootstrap, "caracal:console:%s:v1".formatted(use)));
    }

    /** An assertion, valid for a minute, that the console acts for an account. */
    public static String assertion(String bootstrap, String account) {
        return assertion(bootstrap, account, Instant.now().plusSeconds(60));
    }

    static String assertion(String bootstrap, String account, Instant expiry) {
        var until = String.valueOf(expiry.getEpochSecond());
        return "v1.%s.%s.%s"
                .formatted(
                        base64(account.getBytes(StandardCharsets.UTF_8)),
                        until,
                        base64(hmac(bootstrap, "caracal:account:v1:" + account + ":" + until)));
    }

    private static byte[] hmac(String key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
