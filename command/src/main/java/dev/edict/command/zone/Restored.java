package dev.edict.command.zone;

import org.jspecify.annotations.Nullable;

/** The result of a rollback: the restored version and the replaced one, which is null if none governed. */
public record Restored(String policySetId, String versionId, @Nullable String rolledBackFrom) {}
