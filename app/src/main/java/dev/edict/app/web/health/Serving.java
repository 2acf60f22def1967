package dev.edict.app.web.health;

/** Published once, when the web server listens and everything behind it has started. */
public record Serving() {}
