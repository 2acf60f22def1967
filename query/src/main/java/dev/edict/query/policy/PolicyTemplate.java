package dev.edict.query.policy;

/** A document to begin with; it is valid as it is, and says what to replace. */
record PolicyTemplate(String id, String name, String description, String content) {}
