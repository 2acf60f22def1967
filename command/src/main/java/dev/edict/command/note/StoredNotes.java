package dev.edict.command.note;

import java.util.Optional;

/** Finds notes as of the current transaction. */
@FunctionalInterface
interface StoredNotes {

    Optional<StoredNote> find(String noteId);

    /**
     * A note that is not erased.
     *
     * @param zoneId the zone of the first event that refers to it; {@code *} for all zones
     * @param part what the note is to that event: {@code reason} or {@code on_behalf_of}
     */
    record StoredNote(String zoneId, String part) {}
}
