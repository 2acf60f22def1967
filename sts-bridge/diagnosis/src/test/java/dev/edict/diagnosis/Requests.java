package dev.edict.diagnosis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Policy inputs of the tests: a mint of the scope {@code read} of {@code resource://ledger}, with changes. */
final class Requests {

    private Requests() {}

    static Map<String, Object> mint() {
        var input = new LinkedHashMap<String, Object>();
        input.put(
                "principal",
                Map.of(
                        "type",
                        "Application",
                        "id",
                        "app-1",
                        "zone_id",
                        DiagnosisScene.ZONE,
                        "labels",
                        List.of("teller")));
        input.put("resource", Map.of("type", "Resource", "id", "r-1", "identifier", "resource://ledger"));
        input.put("action", Map.of("id", "TokenExchange"));
        input.put("delegation_edge", Map.of("id", "edge-1", "scopes", List.of("read", "write")));
        input.put(
                "context",
                Map.of(
                        "challenge_resolved",
                        false,
                        "requested_scopes",
                        List.of("read"),
                        "agent_session_id",
                        "session-1",
                        "delegation_edge_id",
                        "edge-1"));
        return input;
    }

    /** The use of a mandate for a resource. */
    static Map<String, Object> use(String target) {
        var input = mint();
        input.remove("delegation_edge");
        input.put(
                "context",
                Map.of(
                        "requested_scopes",
                        List.of(),
                        "subject_claims",
                        Map.of("delegation_edge_id", "edge-1", "scope", "read", "target", List.of(target))));
        return input;
    }

    /** With another value of a member; null removes it. */
    static Map<String, Object> with(Map<String, Object> input, String object, String member, @Nullable Object value) {
        var changed = new LinkedHashMap<>(input);
        var inner = new LinkedHashMap<String, Object>();
        if (input.get(object) instanceof Map<?, ?> members) {
            members.forEach((name, one) -> inner.put(String.valueOf(name), one));
        }
        if (value == null) {
            inner.remove(member);
        } else {
            inner.put(member, value);
        }
        changed.put(object, inner);
        return changed;
    }
}
