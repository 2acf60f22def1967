package dev.edict.decisionpoint.audit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Requests with a canary in every member that the audit can redact. */
final class CanaryInput {

    static final String CANARY = "canary-4f1d";
    static final String ZONE = "ledger";

    private static final List<String> TEXTS = List.of(
            "principal.registration_method",
            "principal.agent_session_id",
            "principal.lifecycle",
            "resource.type",
            "resource.id",
            "action.method",
            "action.path",
            "context.trace_id",
            "context.session_id",
            "context.delegation_edge_id",
            "session.id",
            "delegation_edge.source_session_id",
            "delegation_edge.target_session_id",
            "delegation_edge.issuer_application_id",
            "delegation_edge.receiver_application_id",
            "delegation_edge.resource_id",
            "delegation_edge.constraints_json");

    private static final List<String> LISTS = List.of("resource.scopes", "delegation_edge.path");

    /** Everything that can be redacted; of claims, which may have any name, some. */
    static final List<String> REDACTED = Stream.of(
                    TEXTS,
                    LISTS,
                    List.of("context.actor_claims", "context.subject_claims.email", "context.subject_claims.deep.name"))
            .flatMap(List::stream)
            .sorted()
            .toList();

    private CanaryInput() {}

    /** A request whose redacted members all have the canary. */
    static Map<String, Object> input(String scope) {
        var input = new LinkedHashMap<String, Object>();
        put(input, "principal.type", "Application");
        put(input, "principal.id", "app-1");
        put(input, "principal.zone_id", ZONE);
        put(input, "principal.labels", List.of("teller"));
        put(input, "resource.identifier", "resource://ledger");
        put(input, "action.id", "TokenExchange");
        put(input, "context.requested_scopes", List.of(scope));
        put(input, "context.agent_session_id", "s-1");
        put(input, "delegation_edge.id", "e-1");
        put(input, "delegation_edge.scopes", List.of("read", "pay"));
        TEXTS.forEach(member -> put(input, member, CANARY));
        LISTS.forEach(member -> put(input, member, List.of(CANARY)));
        put(input, "context.actor_claims.name", CANARY);
        return input;
    }

    /** The same with claims of a subject, which make it another kind of request. */
    static Map<String, Object> withClaims() {
        var input = input("read");
        put(input, "context.subject_claims.email", CANARY);
        put(input, "context.subject_claims.deep", List.of(Map.of("name", CANARY)));
        return input;
    }

    static void put(Map<String, Object> object, String path, Object value) {
        var dot = path.indexOf('.');
        if (dot < 0) {
            object.put(path, value);
            return;
        }
        var name = path.substring(0, dot);
        var inner = new LinkedHashMap<String, Object>();
        if (object.get(name) instanceof Map<?, ?> before) {
            before.forEach((key, member) -> inner.put(String.valueOf(key), member));
        }
        put(inner, path.substring(dot + 1), value);
        object.put(name, inner);
    }
}
