package dev.edict.command.zone;

/** An activation of a version, as the place that a rollback goes back to. */
record Activation(long seq, String policySetId, String versionId, String manifestSha256) {}
