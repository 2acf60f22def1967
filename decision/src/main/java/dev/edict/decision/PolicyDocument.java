package dev.edict.decision;

/**
 * One policy-data document of a bundle, as its author wrote it.
 *
 * @param id id of the policy version; opaque, identifies the document in errors
 * @param content Rego-syntax text of the document
 */
public record PolicyDocument(String id, String content) {}
