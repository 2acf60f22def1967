package dev.edict.audit.event;

import dev.edict.command.content.Sha256;
import java.time.Instant;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A decision audit event (contract §7.1) after redaction. The three JSON members are texts as
 * PostgreSQL writes them.
 *
 * @param determiningPolicies an array, or null
 * @param diagnostics an array, or null
 * @param metadata an object, or null
 * @param occurredAt in microseconds
 * @param reason why it was denied or is on hold, or why no policy was evaluated; null if there is none
 * @param decisionPoint the id of the decision point, if the event has it
 * @param receivedSha256 of the bytes as received, before redaction
 */
@SuppressWarnings("ArrayRecordComponent") // handed on and never compared
public record ReportedDecision(
        String id,
        String zoneId,
        String eventType,
        String requestId,
        String decision,
        @Nullable String policySetId,
        @Nullable String policySetVersionId,
        @Nullable String manifestSha,
        @Nullable String evaluationStatus,
        @Nullable String determiningPolicies,
        @Nullable String diagnostics,
        @Nullable String metadata,
        Instant occurredAt,
        @Nullable String reason,
        @Nullable String decisionPoint,
        Source source,
        byte[] receivedSha256) {

    private static final char UNIT = '\u001f';
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long NANOS_PER_MICRO = 1_000;

    /** The hash of what is stored, as hex (contract §7.2). */
    public String contentSha256() {
        var text = new StringBuilder(2_048);
        for (var member : new @Nullable String[] {
            id, zoneId, eventType, requestId, decision, policySetId, policySetVersionId, manifestSha, evaluationStatus
        }) {
            text.append(member == null ? "" : member).append(UNIT);
        }
        for (var json : new @Nullable String[] {determiningPolicies, diagnostics, metadata}) {
            text.append(json == null ? "null" : json).append(UNIT);
        }
        var micros = occurredAt.getEpochSecond() * MICROS_PER_SECOND + occurredAt.getNano() / NANOS_PER_MICRO;
        return Sha256.hex(text.append(micros).append("000").toString());
    }

    /** The event as JSON, as {@link AuditEventReader} reads it. */
    public String json() {
        var members = new LinkedHashMap<String, @Nullable Object>();
        members.put("id", id);
        members.put("zone_id", zoneId);
        members.put("event_type", eventType);
        members.put("request_id", requestId);
        members.put("decision", decision);
        members.put("policy_set_id", policySetId);
        members.put("policy_set_version_id", policySetVersionId);
        members.put("manifest_sha", manifestSha);
        members.put("evaluation_status", evaluationStatus);
        members.put("occurred_at", occurredAt.toString());
        var others = JsonbText.of(members);
        return "%s, \"determining_policies_json\": %s, \"diagnostics_json\": %s, \"metadata_json\": %s}"
                .formatted(others.substring(0, others.length() - 1), determiningPolicies, diagnostics, metadata);
    }

    /** Without the JSON, which does not belong in a log. */
    @Override
    public String toString() {
        return "ReportedDecision[" + id + "]";
    }
}
