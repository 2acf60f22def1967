package dev.edict.app;

/** The schemas are there and everything that needs them runs: from here on the application serves. */
public record Started() {}
