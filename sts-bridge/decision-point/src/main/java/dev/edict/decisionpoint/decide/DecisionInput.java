package dev.edict.decisionpoint.decide;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The policy input of the contract (contract §8.4), for the description of the API; requests are read by
 * {@link dev.edict.decision.input.PolicyInput}.
 */
@JsonInclude(Include.NON_NULL)
record DecisionInput(
        @Nullable String schemaVersion,
        DecidedPrincipal principal,
        DecidedResource resource,
        DecidedAction action,
        DecisionContext context,
        @Nullable DecisionSession session,
        @Nullable DecisionDelegation delegationEdge) {

    /** The caller of the decided request; its zone is the zone of the path. */
    @JsonInclude(Include.NON_NULL)
    record DecidedPrincipal(
            String type,
            String id,
            String zoneId,
            @Nullable String registrationMethod,
            @Nullable String agentSessionId,
            @Nullable String lifecycle,
            @Nullable List<String> labels) {}

    /** The requested resource; grants name it by its identifier. */
    @JsonInclude(Include.NON_NULL)
    record DecidedResource(
            @Nullable String type, @Nullable String id, String identifier, @Nullable List<String> scopes) {}

    /** The requested action. */
    @JsonInclude(Include.NON_NULL)
    record DecidedAction(String id, @Nullable String method, @Nullable String path) {}

    /** What the caller carries and asks for. */
    @JsonInclude(Include.NON_NULL)
    record DecisionContext(
            @Nullable Map<String, Object> actorClaims,
            @Nullable Boolean challengeResolved,
            @Nullable List<String> requestedScopes,
            @Nullable Map<String, Object> subjectClaims,
            @Nullable String traceId,
            @Nullable String sessionId,
            @Nullable String agentSessionId,
            @Nullable String delegationEdgeId) {}

    /** The authority record of the request. */
    record DecisionSession(String id) {}

    /** The delegation that a mint is based on. */
    @JsonInclude(Include.NON_NULL)
    record DecisionDelegation(
            String id,
            @Nullable String sourceSessionId,
            @Nullable String targetSessionId,
            @Nullable String issuerApplicationId,
            @Nullable String receiverApplicationId,
            @Nullable String resourceId,
            @Nullable List<String> scopes,
            @Nullable Long edgeVersion,
            @Nullable List<String> path,
            @Nullable Long graphEpoch,
            @Nullable Map<String, Object> constraintsJson) {}
}
