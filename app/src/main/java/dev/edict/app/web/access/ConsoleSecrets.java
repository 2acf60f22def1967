package dev.edict.app.web.access;

import dev.edict.command.api.token.Capability;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The secrets that a console and Edict each derive from the bootstrap token (contract §2). */
final class ConsoleSecrets {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final int MAX_ACCOUNT_BYTES = 256;
    private static final Pattern ASSERTION =
            Pattern.compile("v1\\.([A-Za-z0-9_-]{1,400})\\.([0-9]{1,15})\\.([A-Za-z0-9_-]{43})");

    /** The capabilities for which a console derives a token. */
    static final Set<Capability> CAPABILITIES = EnumSet.of(Capability.READ, Capability.WRITE, Capability.APPROVE);

    private ConsoleSecrets() {}

    /** The console's token for a capability. */
    static String token(String bootstrap, Capability capability) {
        var use = capability == Capability.READ ? "read-only" : capability.code();
        return "cat_" + BASE64.encodeToString(hmac(bootstrap, "caracal:console:%s:v1".formatted(use)));
    }

    /** The account in a console's assertion; empty unless the assertion is genuine and not expired. */
    static Optional<String> account(String bootstrap, @Nullable String assertion, Clock clock) {
        var parts = ASSERTION.matcher(assertion == null ? "" : assertion);
        if (!parts.matches()) {
            return Optional.empty();
        }
        var id = decoded(parts.group(1));
        var signature = decoded(parts.group(3));
        if (id.length == 0 || id.length > MAX_ACCOUNT_BYTES) {
            return Optional.empty();
        }
        var account = new String(id, StandardCharsets.UTF_8);
        var expected = hmac(bootstrap, "caracal:account:v1:%s:%s".formatted(account, parts.group(2)));
        var genuine = MessageDigest.isEqual(expected, signature);
        var over = Long.parseLong(parts.group(2)) <= clock.instant().getEpochSecond();
        return genuine && !over ? Optional.of(account) : Optional.empty();
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getUrlDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private static byte[] hmac(String key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
