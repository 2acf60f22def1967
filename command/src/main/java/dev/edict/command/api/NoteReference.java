package dev.edict.command.api;

/**
 * Points from an event to free text that may name people and can therefore be erased.
 *
 * @param noteId row of {@code events.note}
 * @param sha256 lower-case hex SHA-256 over salt and UTF-8 text, so that the text can be proven while it exists
 */
public record NoteReference(String noteId, String sha256) {}
