package dev.edict.command.api;

/** An answer with a secret in it: what is kept of it can be read only by whoever asked for it. */
public interface ShownOnce {}
