package dev.edict.query;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A policy text, policy input, suite or report in the tables does not match its SHA-256. The message names the document and never contains the text.
 */
public final class ContentCorrupted extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private ContentCorrupted(String document, String sha256) {
        super("the text of %s does not have the SHA-256 %s".formatted(document, sha256));
    }

    /** Throws unless the UTF-8 bytes of a text have the hash that its version states. */
    public static void check(String versionId, String sha256, String content) {
        checkTextOf("policy version " + versionId, sha256, content);
    }

    /** Throws unless the UTF-8 bytes of an input have the hash that its canary states. */
    public static void checkInput(String canary, String sha256, String input) {
        checkTextOf("canary " + canary, sha256, input);
    }

    /** Throws unless the UTF-8 bytes of a zone's catalogue have the hash that it states. */
    public static void checkCatalogue(String zoneId, String sha256, String catalogue) {
        checkTextOf("the catalogue of zone " + zoneId, sha256, catalogue);
    }

    /** Throws unless the UTF-8 bytes of the cases have the hash that their suite states. */
    public static void checkSuite(String suite, String sha256, String cases) {
        checkTextOf("suite " + suite, sha256, cases);
    }

    /** Throws unless the UTF-8 bytes of a report have the hash that its simulation states. */
    public static void checkReport(String simulationId, String sha256, String report) {
        checkTextOf("the report of simulation " + simulationId, sha256, report);
    }

    private static void checkTextOf(String document, String sha256, String content) {
        if (!hash(content).equals(sha256)) {
            throw new ContentCorrupted(document, sha256);
        }
    }

    private static String hash(String content) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(content.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
