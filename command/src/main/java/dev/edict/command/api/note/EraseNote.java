package dev.edict.command.api.note;

import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Erases a note. Erasing it again changes nothing. */
public record EraseNote(@TargetAggregateIdentifier String noteId) {}
