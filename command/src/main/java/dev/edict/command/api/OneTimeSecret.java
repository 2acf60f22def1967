package dev.edict.command.api;

/** A response that contains a secret. Only the caller that requested it can read its stored copy. */
public interface OneTimeSecret {}
