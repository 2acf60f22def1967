package dev.edict.command.api;

/** Notifies readers of the log and of the outbox that any node may have appended events. It is not a domain event. */
public record EventsAppended() {}
