package dev.edict.command.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The time and the author of an imported change.
 *
 * @param by the author; null if unknown
 */
public record Stamp(Instant at, @Nullable String by, boolean viaOperator) {}
