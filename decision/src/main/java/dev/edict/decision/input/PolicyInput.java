package dev.edict.decision.input;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request in the normal form that the contract decides on (contract §8.4): members that were absent, null or empty where
 * empty means absent are null here, lists and claims are never null.
 */
public record PolicyInput(
        Principal principal,
        Resource resource,
        Action action,
        Context context,
        @Nullable Session session,
        @Nullable DelegationEdge delegationEdge) {

    /** The one version of inputs and documents that the contract knows. */
    public static final String SCHEMA_VERSION = "2026-05-20";

    /** Who asks. */
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

    /** What is asked for; audit metadata, from which inputs are rebuilt, lacks {@code id}, which is then empty. */
    public record Resource(String type, String id, String identifier, List<String> scopes) {
        public Resource {
            scopes = List.copyOf(scopes);
        }
    }

    /** What shall be done with it. */
    public record Action(String id, @Nullable String method, @Nullable String path) {}

    /** The authority record a request refers to. */
    public record Session(String id) {}

    /** The delegation a mint stands on. */
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

    /** The circumstances; claims keep any JSON, nulls included. */
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
     * Brings parsed JSON into normal form (contract §8.4). Unknown members are dropped. The members a decision or a zone
     * depends on are required: {@code principal.type}, {@code .id} and {@code .zone_id} (not empty),
     * {@code resource.identifier}, {@code action.id}, {@code context}, and {@code id} of a session or an edge.
     *
     * @param json maps, lists, strings, numbers, booleans and nulls
     * @throws InvalidPolicyInput when a member is missing, of another type, or larger than any real request's, or when
     *     {@code schema_version} is present, not empty, and not {@link #SCHEMA_VERSION}
     */
    public static PolicyInput from(Map<String, ?> json) {
        return PolicyInputReader.read(new JsonObject("", json));
    }
}
