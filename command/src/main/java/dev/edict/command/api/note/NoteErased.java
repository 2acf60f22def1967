package dev.edict.command.api.note;

import dev.edict.command.api.DomainEvent;
import org.axonframework.serialization.Revision;

/**
 * A note was erased; events go on to carry its id and its salted hash.
 *
 * @param zoneId the zone of the event that refers to the note
 * @param part what the note was to that event: {@code reason} or {@code on_behalf_of}
 */
@Revision("1")
public record NoteErased(String zoneId, String noteId, String part) implements DomainEvent {}
