package dev.edict.command.content;

import org.jspecify.annotations.Nullable;

/** A stored policy text, policy input or suite does not match its SHA-256. The message names the document and never contains the text. */
public final class ContentCorrupted extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private ContentCorrupted(String message) {
        super(message);
    }

    /**
     * Verifies a stored text.
     *
     * @param sha256 the hash that the version's event states
     * @param content the stored text; null if it is missing
     */
    public static String verified(String versionId, String sha256, @Nullable String content) {
        return verifiedTextOf("policy version " + versionId, sha256, content);
    }

    /** Verifies the stored input of a canary; the parameters are those of {@link #verified}. */
    public static String verifiedInput(String canary, String sha256, @Nullable String input) {
        return verifiedTextOf("canary " + canary, sha256, input);
    }

    /** Verifies the stored catalogue of a zone; the parameters are those of {@link #verified}. */
    public static String verifiedCatalogue(String zoneId, String sha256, @Nullable String catalogue) {
        return verifiedTextOf("the catalogue of zone " + zoneId, sha256, catalogue);
    }

    /** Verifies the stored cases of a suite; the parameters are those of {@link #verified}. */
    public static String verifiedSuite(String suite, String sha256, @Nullable String cases) {
        return verifiedTextOf("suite " + suite, sha256, cases);
    }

    private static String verifiedTextOf(String document, String sha256, @Nullable String content) {
        if (content == null || !Sha256.hex(content).equals(sha256)) {
            throw new ContentCorrupted("the text of %s %s SHA-256 %s"
                    .formatted(document, content == null ? "is missing:" : "does not have the", sha256));
        }
        return content;
    }

    /** The text stored under the hash of a new one differs from it. */
    static ContentCorrupted stored(String sha256) {
        return new ContentCorrupted("the text stored in events.content does not have the SHA-256 " + sha256);
    }
}
