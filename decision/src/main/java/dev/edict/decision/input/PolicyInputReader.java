package dev.edict.decision.input;

import dev.edict.decision.input.PolicyInput.Action;
import dev.edict.decision.input.PolicyInput.Context;
import dev.edict.decision.input.PolicyInput.DelegationEdge;
import dev.edict.decision.input.PolicyInput.Principal;
import dev.edict.decision.input.PolicyInput.Resource;
import dev.edict.decision.input.PolicyInput.Session;
import org.jspecify.annotations.Nullable;

/** Reads the members of an input under their JSON names. */
final class PolicyInputReader {
    private PolicyInputReader() {}

    static PolicyInput read(JsonObject input) {
        var version = input.string("schema_version");
        if (version != null && !version.equals(PolicyInput.SCHEMA_VERSION)) {
            throw new InvalidPolicyInput("schema_version", '"' + PolicyInput.SCHEMA_VERSION + '"');
        }
        var read = new PolicyInput(
                principal(input.required("principal")),
                resource(input.required("resource")),
                action(input.required("action")),
                context(input.required("context")),
                session(input.object("session")),
                delegationEdge(input.object("delegation_edge")));
        input.requireKnownSpellings();
        return read;
    }

    private static Principal principal(JsonObject principal) {
        var zoneId = principal.string("zone_id");
        if (zoneId == null) {
            throw principal.expected("zone_id", "a non-empty string");
        }
        var read = new Principal(
                principal.requiredString("type"),
                principal.requiredString("id"),
                zoneId,
                principal.string("registration_method"),
                principal.string("agent_session_id"),
                principal.string("lifecycle"),
                principal.strings("labels"));
        principal.requireKnownSpellings();
        return read;
    }

    private static Resource resource(JsonObject resource) {
        var read = new Resource(
                resource.stringOrEmpty("type"),
                resource.stringOrEmpty("id"),
                resource.requiredString("identifier"),
                resource.strings("scopes"));
        resource.requireKnownSpellings();
        return read;
    }

    private static Action action(JsonObject action) {
        var read = new Action(action.requiredString("id"), action.string("method"), action.string("path"));
        action.requireKnownSpellings();
        return read;
    }

    private static Context context(JsonObject context) {
        var read = new Context(
                context.claims("actor_claims"),
                context.flag("challenge_resolved"),
                context.strings("requested_scopes"),
                context.claims("subject_claims"),
                context.string("trace_id"),
                context.string("session_id"),
                context.string("agent_session_id"),
                context.string("delegation_edge_id"));
        context.requireKnownSpellings();
        return read;
    }

    private static @Nullable Session session(@Nullable JsonObject session) {
        if (session == null) {
            return null;
        }
        var read = new Session(session.requiredString("id"));
        session.requireKnownSpellings();
        return read;
    }

    private static @Nullable DelegationEdge delegationEdge(@Nullable JsonObject edge) {
        if (edge == null) {
            return null;
        }
        var read = new DelegationEdge(
                edge.requiredString("id"),
                edge.string("source_session_id"),
                edge.string("target_session_id"),
                edge.string("issuer_application_id"),
                edge.string("receiver_application_id"),
                edge.string("resource_id"),
                edge.strings("scopes"),
                edge.integer("edge_version"),
                edge.strings("path"),
                edge.integer("graph_epoch"),
                edge.any("constraints_json"));
        edge.requireKnownSpellings();
        return read;
    }
}
