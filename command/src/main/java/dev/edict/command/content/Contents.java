package dev.edict.command.content;

/** Policy texts, stored once each under the SHA-256 of their bytes. */
public interface Contents {

    /**
     * Stores a text in the current transaction, unless it is there already.
     *
     * @throws ContentCorrupted if the one that is there is another
     * @return lower-case hex SHA-256 of its UTF-8 bytes
     */
    String keep(String content);
}
