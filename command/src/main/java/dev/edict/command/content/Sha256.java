package dev.edict.command.content;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 as the contract writes it: lower-case hex. */
public final class Sha256 {

    private Sha256() {}

    /** Hash of the UTF-8 bytes of a text. */
    public static String hex(String text) {
        return hex(new byte[0], text);
    }

    /** Hash of the bytes. */
    public static String hex(byte[] bytes) {
        return hex(bytes, "");
    }

    /** Hash of a prefix followed by the UTF-8 bytes of a text. */
    public static String hex(byte[] prefix, String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(prefix);
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
