package dev.edict.decision.input;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request in the contract's normal form (contract §8.4). Absent and null members are null, and so are empty ones
 * where empty means absent. Lists and claims are never null.
 */
public record PolicyInput(
        Principal principal,
        Resource resource,
        Action action,
        Context context,
        @Nullable Session session,
        @Nullable DelegationEdge delegationEdge) {

    /** The only version of inputs and documents that the contract defines. */
    public static final String SCHEMA_VERSION = "2026-05-20";

    /** The caller of the request. */
    public record Principal(
            String type,
            String id,
            String zoneId,
            @Nullable String registrationMethod,
            @Nullable String agentSessionId,
            @Nullable String lifecycle,
            List<String> labels) {
        public Principal {
            labels = List.copyOf(labels);
        }
    }

    /** The requested resource. {@code id} is empty for inputs rebuilt from audit metadata, which lacks it. */
    public record Resource(String type, String id, String identifier, List<String> scopes) {
        public Resource {
            scopes = List.copyOf(scopes);
        }
    }

    /** The requested action. */
    public record Action(String id, @Nullable String method, @Nullable String path) {}

    /** The authority record of the request. */
    public record Session(String id) {}

    /** The delegation that a mint is based on. */
    public record DelegationEdge(
            String id,
            @Nullable String sourceSessionId,
            @Nullable String targetSessionId,
            @Nullable String issuerApplicationId,
            @Nullable String receiverApplicationId,
            @Nullable String resourceId,
            List<String> scopes,
            @Nullable Long edgeVersion,
            List<String> path,
            @Nullable Long graphEpoch,
            @Nullable Object constraintsJson) {
        public DelegationEdge {
            scopes = List.copyOf(scopes);
            path = List.copyOf(path);
        }
    }

    /** The context of the request; claims contain any JSON, including nulls. */
    public record Context(
            Map<String, Object> actorClaims,
            boolean challengeResolved,
            List<String> requestedScopes,
            Map<String, Object> subjectClaims,
            @Nullable String traceId,
            @Nullable String sessionId,
            @Nullable String agentSessionId,
            @Nullable String delegationEdgeId) {
        public Context {
            actorClaims = Collections.unmodifiableMap(new LinkedHashMap<>(actorClaims));
            requestedScopes = List.copyOf(requestedScopes);
            subjectClaims = Collections.unmodifiableMap(new LinkedHashMap<>(subjectClaims));
        }
    }

    /**
     * Converts parsed JSON to the normal form (contract §8.4) and drops unknown members. Required are the members that
     * a decision or a zone depends on: {@code principal.type}, {@code .id} and {@code .zone_id} (not empty),
     * {@code resource.identifier}, {@code action.id}, {@code context}, and {@code id} of a session or an edge.
     *
     * @param json maps, lists, strings, numbers, booleans and nulls
     * @throws InvalidPolicyInput if a required member is missing, if a member has another type or exceeds its limit, or
     *     if {@code schema_version} is present, not empty, and not {@link #SCHEMA_VERSION}
     */
    public static PolicyInput from(Map<String, ?> json) {
        return PolicyInputReader.read(new JsonObject("", json));
    }
}
