package dev.edict.query.audit;

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
 * @param seq the place in the order of arrival
 * @param reason why it was denied or is on hold, or why no policy was evaluated
 * @param decisionPoint the id of the decision point, if the event has it
 * @param source {@code stream}, or {@code opa} for a decision log
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
        Instant ingestedAt,
        long seq,
        @Nullable String reason,
        @Nullable String decisionPoint,
        String source) {}
