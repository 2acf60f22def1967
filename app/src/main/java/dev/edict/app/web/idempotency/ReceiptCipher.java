package dev.edict.app.web.idempotency;

import dev.edict.command.api.Receipt;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts a stored response that contains a one-time secret. Decryption needs the token and the idempotency key of the
 * request, and the table holds neither.
 */
final class ReceiptCipher {

    private static final String LABEL = "edict:receipt-seal:v1";
    private static final String FORMAT = "v1.%s.%s";
    private static final String HMAC = "HmacSHA256";
    private static final int SALT_BYTES = 16;
    private static final int IV_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String token;
    private final String key;

    ReceiptCipher(String token, String key) {
        this.token = token;
        this.key = key;
    }

    Receipt close(Receipt open) {
        var salt = random(SALT_BYTES);
        var iv = random(IV_BYTES);
        try {
            var hidden = cipher(Cipher.ENCRYPT_MODE, open, salt, iv)
                    .doFinal(open.body().getBytes(StandardCharsets.UTF_8));
            var sealed = FORMAT.formatted(base64(salt), base64(join(iv, hidden)));
            return new Receipt(open.id(), open.fingerprint(), open.status(), sealed, true);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The response; empty if it was encrypted for another token or key, or has been altered. */
    Optional<String> open(Receipt sealed) {
        var parts = sealed.body().split("\\.", -1);
        var salt = Base64.getDecoder().decode(parts[1]);
        var hidden = ByteBuffer.wrap(Base64.getDecoder().decode(parts[2]));
        var iv = new byte[IV_BYTES];
        hidden.get(iv);
        var rest = new byte[hidden.remaining()];
        hidden.get(rest);
        try {
            var answer = cipher(Cipher.DECRYPT_MODE, sealed, salt, iv).doFinal(rest);
            return Optional.of(new String(answer, StandardCharsets.UTF_8));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Cipher cipher(int mode, Receipt receipt, byte[] salt, byte[] iv) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(secretFor(receipt.id(), salt), "AES"), new GCMParameterSpec(TAG_BITS, iv));
        var id = receipt.id();
        cipher.updateAAD(fields(
                id.actor(), id.account(), id.keySha256(), receipt.fingerprint(), String.valueOf(receipt.status())));
        return cipher;
    }

    /** Derives one block as HKDF does (RFC 5869). */
    private byte[] secretFor(Receipt.Id id, byte[] salt) throws GeneralSecurityException {
        var extracted = hmac(LABEL.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
        return hmac(extracted, join(join(salt, fields(id.actor(), id.account(), key)), new byte[] {1}));
    }

    private static byte[] hmac(byte[] secret, byte[] message) throws GeneralSecurityException {
        var mac = Mac.getInstance(HMAC);
        mac.init(new SecretKeySpec(secret, HMAC));
        return mac.doFinal(message);
    }

    /** Writes the length before each field, so that no two lists have the same bytes. */
    private static byte[] fields(String... texts) {
        var all = new byte[0];
        for (var text : texts) {
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            all = join(
                    all,
                    join(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array(), bytes));
        }
        return all;
    }

    private static byte[] join(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }

    private static byte[] random(int length) {
        var bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
