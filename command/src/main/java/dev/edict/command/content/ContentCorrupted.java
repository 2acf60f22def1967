package dev.edict.command.content;

import org.jspecify.annotations.Nullable;

/** A policy text is not the one whose hash its version carries; it names the document and never holds the text. */
public final class ContentCorrupted extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private ContentCorrupted(String message) {
        super(message);
    }

    /**
     * Returns a stored text that is what was stored.
     *
     * @param sha256 what the version's event says the hash is
     * @param content as it was read; null if there is none any more
     */
    public static String verified(String versionId, String sha256, @Nullable String content) {
        if (content == null || !Sha256.hex(content).equals(sha256)) {
            throw new ContentCorrupted("the text of policy version %s %s SHA-256 %s"
                    .formatted(versionId, content == null ? "is missing:" : "does not have the", sha256));
        }
        return content;
    }

    /** The text that is already stored under the hash of a new one differs from it. */
    static ContentCorrupted stored(String sha256) {
        return new ContentCorrupted("the text stored in events.content does not have the SHA-256 " + sha256);
    }
}
