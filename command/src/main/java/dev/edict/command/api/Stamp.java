package dev.edict.command.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When something was done elsewhere, and in whose name.
 *
 * @param by null if no author is named
 */
public record Stamp(Instant at, @Nullable String by, boolean viaOperator) {}
