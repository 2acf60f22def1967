package dev.edict.command.api;

/**
 * There may be more in the log than a moment ago, whichever node appended it; heard by whoever reads the log or the
 * outbox, and no domain event.
 */
public record EventsAppended() {}
