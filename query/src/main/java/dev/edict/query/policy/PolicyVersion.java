package dev.edict.query.policy;

import dev.edict.query.ContentCorrupted;
import org.jspecify.annotations.Nullable;

/** Times are text, because nested rows carry them in the database's own JSON format (contract §1.1). */
record PolicyVersion(
        String id,
        String policyId,
        int version,
        String content,
        String contentSha256,
        String schemaVersion,
        String createdBy,
        String createdAt,
        @Nullable String archivedAt,
        boolean createdViaOperator) {

    /** Text and hash are in the same row, but one may have been changed without the other. */
    PolicyVersion verified() {
        ContentCorrupted.check(id, contentSha256, content);
        return this;
    }
}
