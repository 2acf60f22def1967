package dev.edict.audit.evaluate;

import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * What to compare a recorded decision with.
 *
 * @param versionId a sealed version of the zone; null for the one in force
 */
record EvaluateBody(@Nullable @Size(min = 1, max = 512) String versionId) {}
