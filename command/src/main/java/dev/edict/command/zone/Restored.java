package dev.edict.command.zone;

import org.jspecify.annotations.Nullable;

/** What a rollback brought back, and from what; null when nothing governed. */
record Restored(String policySetId, String versionId, @Nullable String rolledBackFrom) {}
