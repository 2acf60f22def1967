package dev.edict.command.eventstore;

import dev.edict.command.api.NoteReference;

/** Free text that may name people, kept beside the log so that it can be erased. */
public interface Notes {

    /** Stores a text in the current transaction and returns what an event may carry of it. */
    NoteReference keep(String text);
}
