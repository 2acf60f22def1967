package dev.edict.app.web.health;

/** The schemas are migrated and every component runs: from here on the application serves. */
public record Started() {}
