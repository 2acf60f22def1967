package dev.edict.query.audit;

import dev.edict.query.Listed;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One decision as it may be shown.
 *
 * @param manifestSha bare hex, or {@code no_active_policy_set}
 * @param determiningPoliciesJson an array, or null when no policy was come to
 * @param diagnosticsJson an array, or null when no policy was come to
 * @param metadataJson redacted
 */
record AuditedDecision(
        String id,
        String zoneId,
        String eventType,
        String requestId,
        String decision,
        @Nullable String policySetId,
        @Nullable String policySetVersionId,
        @Nullable String manifestSha,
        @Nullable String evaluationStatus,
        JsonNode determiningPoliciesJson,
        JsonNode diagnosticsJson,
        JsonNode metadataJson,
        Instant occurredAt,
        Instant ingestedAt)
        implements Listed {

    @Override
    public Instant createdAt() {
        return occurredAt;
    }
}
