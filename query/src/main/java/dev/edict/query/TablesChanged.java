package dev.edict.query;

/** Notifies readers that any node may have committed a change. */
public record TablesChanged() {}
