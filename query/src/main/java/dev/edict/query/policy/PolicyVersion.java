package dev.edict.query.policy;

import dev.edict.query.ContentCorrupted;
import org.jspecify.annotations.Nullable;

/** Times are text, because nested rows use the JSON format of the database (contract §1.1). */
public record PolicyVersion(
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

    /** Verifies the hash, because text and hash of a row can be modified separately. */
    PolicyVersion verified() {
        ContentCorrupted.check(id, contentSha256, content);
        return this;
    }
}
