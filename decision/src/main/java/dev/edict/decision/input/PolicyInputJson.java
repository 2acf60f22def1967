package dev.edict.decision.input;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes an input as JSON objects: the normal form of contract §8.4, without empty optional members. */
public final class PolicyInputJson {

    private final Map<String, Object> members = new LinkedHashMap<>();

    private PolicyInputJson() {}

    /**
     * Writes an input that {@link PolicyInput#from} reads again.
     *
     * @return maps, lists, strings, numbers, booleans and nulls, in the order of the contract; the outer maps are new
     */
    public static Map<String, Object> of(PolicyInput input) {
        return new PolicyInputJson()
                .always("schema_version", PolicyInput.SCHEMA_VERSION)
                .always("principal", principal(input.principal()))
                .always("resource", resource(input.resource()))
                .always("action", action(input.action()))
                .always("context", context(input.context()))
                .ifGiven("session", session(input.session()))
                .ifGiven("delegation_edge", edge(input.delegationEdge()))
                .members;
    }

    private static Map<String, Object> principal(PolicyInput.Principal principal) {
        return new PolicyInputJson()
                .always("type", principal.type())
                .always("id", principal.id())
                .always("zone_id", principal.zoneId())
                .ifGiven("registration_method", principal.registrationMethod())
                .ifGiven("agent_session_id", principal.agentSessionId())
                .ifGiven("lifecycle", principal.lifecycle())
                .ifAny("labels", principal.labels())
                .members;
    }

    private static Map<String, Object> resource(PolicyInput.Resource resource) {
        return new PolicyInputJson()
                .always("type", resource.type())
                .always("id", resource.id())
                .always("identifier", resource.identifier())
                .always("scopes", resource.scopes())
                .members;
    }

    private static Map<String, Object> action(PolicyInput.Action action) {
        return new PolicyInputJson()
                .always("id", action.id())
                .ifGiven("method", action.method())
                .ifGiven("path", action.path())
                .members;
    }

    private static Map<String, Object> context(PolicyInput.Context context) {
        var written = new PolicyInputJson()
                .always("actor_claims", context.actorClaims())
                .always("challenge_resolved", context.challengeResolved())
                .always("requested_scopes", context.requestedScopes());
        if (!context.subjectClaims().isEmpty()) {
            written.always("subject_claims", context.subjectClaims());
        }
        return written.ifGiven("trace_id", context.traceId())
                .ifGiven("session_id", context.sessionId())
                .ifGiven("agent_session_id", context.agentSessionId())
                .ifGiven("delegation_edge_id", context.delegationEdgeId())
                .members;
    }

    private static @Nullable Map<String, Object> session(PolicyInput.@Nullable Session session) {
        return session == null ? null : new PolicyInputJson().always("id", session.id()).members;
    }

    private static @Nullable Map<String, Object> edge(PolicyInput.@Nullable DelegationEdge edge) {
        if (edge == null) {
            return null;
        }
        return new PolicyInputJson()
                .always("id", edge.id())
                .ifGiven("source_session_id", edge.sourceSessionId())
                .ifGiven("target_session_id", edge.targetSessionId())
                .ifGiven("issuer_application_id", edge.issuerApplicationId())
                .ifGiven("receiver_application_id", edge.receiverApplicationId())
                .ifGiven("resource_id", edge.resourceId())
                .ifAny("scopes", edge.scopes())
                .ifGiven("edge_version", edge.edgeVersion())
                .ifAny("path", edge.path())
                .ifGiven("graph_epoch", edge.graphEpoch())
                .ifGiven("constraints_json", edge.constraintsJson())
                .members;
    }

    private PolicyInputJson always(String name, Object value) {
        members.put(name, value);
        return this;
    }

    private PolicyInputJson ifGiven(String name, @Nullable Object value) {
        return value == null ? this : always(name, value);
    }

    private PolicyInputJson ifAny(String name, Collection<?> values) {
        return values.isEmpty() ? this : always(name, values);
    }
}
