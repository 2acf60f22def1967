package dev.edict.command.zone;

import org.jspecify.annotations.Nullable;

/**
 * An activation or deactivation, as a rollback sees it.
 *
 * @param versionId null for a deactivation
 * @param manifestSha256 null for a deactivation
 * @param replacedSeq the activation or deactivation it replaced
 * @param rolledBack whether the version was rolled back from and not brought back since
 */
record Activation(
        long seq,
        String policySetId,
        @Nullable String versionId,
        @Nullable String manifestSha256,
        @Nullable Long replacedSeq,
        boolean rolledBack) {}
