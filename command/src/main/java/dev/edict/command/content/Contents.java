package dev.edict.command.content;

/** Policy texts, stored once each under the SHA-256 of their bytes. */
public interface Contents {

    /**
     * Stores a text in the current transaction, unless it is already stored.
     *
     * @return lower-case hex SHA-256 of its UTF-8 bytes
     * @throws ContentCorrupted if another text is stored under this hash
     */
    String keep(String content);
}
