package dev.edict.command.zone;

/** An activation of a version, as a target of a rollback. */
record Activation(long seq, String policySetId, String versionId, String manifestSha256) {}
