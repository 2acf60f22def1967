package dev.edict.app.openapi;

/** An error code that a route may return, and its status. */
public record Failure(int status, String code) {}
