package dev.edict.query.policyset;

import org.jspecify.annotations.Nullable;

/** The version of a policy set that governs its zone; both are null if none does. */
public record Binding(@Nullable String activeVersionId, @Nullable String manifestSha256) {}
