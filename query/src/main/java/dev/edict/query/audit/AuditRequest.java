package dev.edict.query.audit;

import dev.edict.query.PageRequest;
import dev.edict.query.QueryRejection;
import dev.edict.query.QueryString;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Selects decisions.
 *
 * @param eventTypes any of these; empty for all
 * @param sessionId the agent session, {@code agent_session_id} in the metadata
 * @param authorityRecordId {@code session_id} in the metadata
 * @param label one of the agent's labels
 */
public record AuditRequest(
        ListParameters list,
        @Parameter(
                        name = "request_id",
                        description = "Decisions about this request.",
                        schema = @Schema(minLength = 1, maxLength = AuditRequest.MAX_TEXT_LENGTH))
                @Nullable
                String requestId,
        @Parameter(
                        name = "decision",
                        description = "Decisions with this outcome.",
                        schema = @Schema(allowableValues = {"allow", "deny", "partial"}))
                @Nullable
                String decision,
        @Parameter(
                        name = "event_type",
                        description = "Decisions of this event type, or of a comma-separated list of types.",
                        schema = @Schema(minLength = 1, maxLength = AuditRequest.MAX_TEXT_LENGTH))
                List<String> eventTypes,
        @Parameter(
                        name = "application_id",
                        description = "Decisions about this application.",
                        schema = @Schema(minLength = 1, maxLength = AuditRequest.MAX_ID_LENGTH))
                @Nullable
                String applicationId,
        @Parameter(
                        name = "session_id",
                        description = "Decisions in this agent session.",
                        schema = @Schema(minLength = 1, maxLength = AuditRequest.MAX_ID_LENGTH))
                @Nullable
                String sessionId,
        @Parameter(
                        name = "authority_record_id",
                        description = "Decisions under this authority record.",
                        schema = @Schema(minLength = 1, maxLength = AuditRequest.MAX_ID_LENGTH))
                @Nullable
                String authorityRecordId,
        @Parameter(
                        name = "label",
                        description = "Decisions with this agent label.",
                        schema = @Schema(minLength = 1, maxLength = AuditRequest.MAX_LABEL_LENGTH))
                @Nullable
                String label,
        Listing<AuditedDecision> listing)
        implements QueryString {

    private static final List<String> DECISIONS = List.of("allow", "deny", "partial");
    private static final int MAX_EVENT_TYPES = 16;
    private static final int MAX_TEXT_LENGTH = 512;
    private static final int MAX_ID_LENGTH = 128;
    private static final int MAX_LABEL_LENGTH = 64;

    /** Validates in the contract's order: query, fields, event types, cursor. */
    static AuditRequest of(HttpServletRequest request) {
        var list = ListParameters.of(request);
        var requestId = PageRequest.query(request, "request_id", MAX_TEXT_LENGTH);
        var decision = Filters.oneOf(request, "decision", DECISIONS);
        var eventType = PageRequest.query(request, "event_type", MAX_TEXT_LENGTH);
        var applicationId = PageRequest.query(request, "application_id", MAX_ID_LENGTH);
        var sessionId = PageRequest.query(request, "session_id", MAX_ID_LENGTH);
        var authorityRecordId = PageRequest.query(request, "authority_record_id", MAX_ID_LENGTH);
        var label = PageRequest.query(request, "label", MAX_LABEL_LENGTH);
        var fields = AuditFields.ALL.choose(list.fields());
        var eventTypes = eventTypes(eventType);
        var listing = Listing.of(list, fields);
        return new AuditRequest(
                list, requestId, decision, eventTypes, applicationId, sessionId, authorityRecordId, label, listing);
    }

    private static List<String> eventTypes(@Nullable String text) {
        if (text == null) {
            return List.of();
        }
        var types = Filters.list(text);
        if (types.isEmpty() || types.size() > MAX_EVENT_TYPES) {
            throw QueryRejection.Reason.INVALID_QUERY.because(
                    "event_type must be a comma-separated list of 1 to %d types", MAX_EVENT_TYPES);
        }
        return types;
    }
}
