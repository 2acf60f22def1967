package dev.edict.query.policyset;

import org.jspecify.annotations.Nullable;

public record Binding(@Nullable String activeVersionId, @Nullable String manifestSha256) {}
