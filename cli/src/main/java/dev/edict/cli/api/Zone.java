package dev.edict.cli.api;

/** A zone of a running Edict. */
public record Zone(String id, String name, String slug) {}
