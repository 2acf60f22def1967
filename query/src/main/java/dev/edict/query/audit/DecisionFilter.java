package dev.edict.query.audit;

import dev.edict.query.PageRequest;
import dev.edict.query.QueryString;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Selects decisions; null selects all.
 *
 * @param eventType one type or a comma-separated list, not parsed yet, because its errors have a later place in the
 *     contract's order
 * @param sessionId the agent session, {@code agent_session_id} in the metadata
 * @param authorityRecordId {@code session_id} in the metadata
 * @param label one of the agent's labels
 * @param scope one of the requested scopes
 */
public record DecisionFilter(
        @Parameter(
                        name = "request_id",
                        description = "Decisions about this request.",
                        schema = @Schema(minLength = 1, maxLength = DecisionFilter.MAX_TEXT_LENGTH))
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
                        description =
                                "Decisions of this event type, or of a comma-separated list of types; canary, which"
                                        + " stands alone, lists the answers to canaries.",
                        schema = @Schema(minLength = 1, maxLength = DecisionFilter.MAX_TEXT_LENGTH))
                @Nullable
                String eventType,
        @Parameter(
                        name = "application_id",
                        description = "Decisions about this application.",
                        schema = @Schema(minLength = 1, maxLength = DecisionFilter.MAX_ID_LENGTH))
                @Nullable
                String applicationId,
        @Parameter(
                        name = "session_id",
                        description = "Decisions in this agent session.",
                        schema = @Schema(minLength = 1, maxLength = DecisionFilter.MAX_ID_LENGTH))
                @Nullable
                String sessionId,
        @Parameter(
                        name = "authority_record_id",
                        description = "Decisions under this authority record.",
                        schema = @Schema(minLength = 1, maxLength = DecisionFilter.MAX_ID_LENGTH))
                @Nullable
                String authorityRecordId,
        @Parameter(
                        name = "label",
                        description = "Decisions with this agent label.",
                        schema = @Schema(minLength = 1, maxLength = DecisionFilter.MAX_LABEL_LENGTH))
                @Nullable
                String label,
        @Parameter(
                        name = "reason",
                        description = "Denials, holds and failed evaluations with this reason.",
                        schema = @Schema(minLength = 1, maxLength = DecisionFilter.MAX_ID_LENGTH))
                @Nullable
                String reason,
        @Parameter(
                        name = "resource",
                        description = "Decisions about the resource with this identifier.",
                        schema = @Schema(minLength = 1, maxLength = DecisionFilter.MAX_TEXT_LENGTH))
                @Nullable
                String resource,
        @Parameter(
                        name = "scope",
                        description = "Decisions about requests for this scope, among others.",
                        schema = @Schema(minLength = 1, maxLength = DecisionFilter.MAX_TEXT_LENGTH))
                @Nullable
                String scope,
        @Parameter(
                        name = "policy_set_version_id",
                        description = "Decisions under this policy-set version.",
                        schema = @Schema(minLength = 1, maxLength = DecisionFilter.MAX_ID_LENGTH))
                @Nullable
                String policySetVersionId,
        @Parameter(
                        name = "decision_point",
                        description = "Decisions of the decision point with this id.",
                        schema = @Schema(minLength = 1, maxLength = DecisionFilter.MAX_TEXT_LENGTH))
                @Nullable
                String decisionPoint)
        implements QueryString {

    private static final List<String> DECISIONS = List.of("allow", "deny", "partial");
    private static final int MAX_TEXT_LENGTH = 512;
    private static final int MAX_ID_LENGTH = 128;
    private static final int MAX_LABEL_LENGTH = 64;

    /** Whether it selects by what a request was about, which an answer to a canary does not tell. */
    boolean isAboutRequests() {
        return Stream.of(applicationId, sessionId, authorityRecordId, label, resource, scope)
                .anyMatch(Objects::nonNull);
    }

    static DecisionFilter of(HttpServletRequest request) {
        return new DecisionFilter(
                PageRequest.query(request, "request_id", MAX_TEXT_LENGTH),
                Filters.oneOf(request, "decision", DECISIONS),
                PageRequest.query(request, "event_type", MAX_TEXT_LENGTH),
                PageRequest.query(request, "application_id", MAX_ID_LENGTH),
                PageRequest.query(request, "session_id", MAX_ID_LENGTH),
                PageRequest.query(request, "authority_record_id", MAX_ID_LENGTH),
                PageRequest.query(request, "label", MAX_LABEL_LENGTH),
                PageRequest.query(request, "reason", MAX_ID_LENGTH),
                PageRequest.query(request, "resource", MAX_TEXT_LENGTH),
                PageRequest.query(request, "scope", MAX_TEXT_LENGTH),
                PageRequest.query(request, "policy_set_version_id", MAX_ID_LENGTH),
                PageRequest.query(request, "decision_point", MAX_TEXT_LENGTH));
    }
}
