package dev.edict.command.api;

/** An answer that contains a secret: its stored copy is readable only by the caller that requested it. */
public interface OneTimeSecret {}
