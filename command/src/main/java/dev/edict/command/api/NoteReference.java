package dev.edict.command.api;

/**
 * References erasable free text, which may name people.
 *
 * @param noteId row of {@code events.note}
 * @param sha256 lower-case hex SHA-256 over salt and UTF-8 text; proves the text while it exists
 */
public record NoteReference(String noteId, String sha256) {}
