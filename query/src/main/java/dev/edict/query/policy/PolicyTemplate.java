package dev.edict.query.policy;

/** A document to start from. It is valid and says what to replace. */
public record PolicyTemplate(String id, String name, String description, String content) {}
