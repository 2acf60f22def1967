package dev.edict.query.audit;

import dev.edict.query.Listed;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A decision for display, with redacted JSON.
 *
 * @param manifestSha bare hex, or {@code no_active_policy_set}
 * @param determiningPoliciesJson null if no policy was evaluated
 * @param diagnosticsJson null if no policy was evaluated
 */
public record AuditedDecision(
        String id,
        String zoneId,
        String eventType,
        String requestId,
        String decision,
        @Nullable String policySetId,
        @Nullable String policySetVersionId,
        @Nullable String manifestSha,
        @Nullable String evaluationStatus,
        @Nullable ArrayNode determiningPoliciesJson,
        @Nullable ArrayNode diagnosticsJson,
        @Nullable ObjectNode metadataJson,
        Instant occurredAt,
        Instant ingestedAt)
        implements Listed {

    @Override
    public Instant createdAt() {
        return occurredAt;
    }
}
