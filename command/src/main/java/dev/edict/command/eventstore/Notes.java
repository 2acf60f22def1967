package dev.edict.command.eventstore;

import dev.edict.command.api.NoteReference;

/** Stores free text outside the log, so that it can be erased; it may name people. */
public interface Notes {

    /** Stores a text in the current transaction and returns the reference for events. */
    NoteReference keep(String text);
}
