package dev.edict.decision.oracle;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** Makes requests: mostly what a decision point sends for one of the shapes, changed in a few places. */
public final class RequestCases {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    private static final List<Object> NUMBERS =
            List.of(0, 7, 1.0, new BigDecimal("1e400"), new BigDecimal("1e0"), new BigDecimal("18446744073709551616"));

    private final Words words;

    public RequestCases(Words words) {
        this.words = words;
    }

    /** One request as JSON. */
    public String text() {
        var input = input();
        while (words.rarely(12)) {
            change(input, 4);
        }
        return JSON.writeValueAsString(input);
    }

    private Map<String, Object> input() {
        var input = new LinkedHashMap<String, Object>();
        var principal = new LinkedHashMap<String, Object>(Map.of("type", "Application", "zone_id", "z"));
        principal.put("id", words.pick(words.apps()));
        if (!words.rarely(10)) {
            principal.put("labels", words.some(words.labels(), 2));
        }
        var action = new LinkedHashMap<String, Object>(Map.of("id", "TokenExchange"));
        var context = new LinkedHashMap<String, Object>();
        context.put("actor_claims", new LinkedHashMap<>());
        context.put("challenge_resolved", false);
        context.put("requested_scopes", List.of());
        switch (words.random().nextInt(10)) {
            case 0 -> context.put("requested_scopes", words.rarely(15) ? List.of() : List.of("agent:lifecycle"));
            case 1 -> {
                principal.put("type", "Workload");
                action.put("id", "CredentialInjection");
                context.put(
                        "requested_scopes",
                        words.rarely(30) ? List.of("agent:lifecycle") : words.some(words.scopes(), 3));
            }
            case 2, 3 -> context.put("subject_claims", claims());
            default -> {
                context.put("requested_scopes", words.some(words.scopes().subList(0, words.rarely(4) ? 4 : 3), 3));
                context.put("agent_session_id", "s");
                input.put("delegation_edge", edge());
            }
        }
        if (words.rarely(5)) {
            context.put("agent_session_id", "s");
        }
        if (words.rarely(5)) {
            context.put("subject_claims", claims());
        }
        input.put("principal", principal);
        var resource = new LinkedHashMap<String, Object>(Map.of("type", "Resource", "id", "x", "scopes", List.of()));
        resource.put("identifier", words.pick(words.resources()));
        input.put("resource", resource);
        input.put("action", action);
        input.put("context", context);
        return input;
    }

    private Map<String, Object> edge() {
        var edge = new LinkedHashMap<String, Object>();
        edge.put("id", words.rarely(5) ? "" : "e");
        if (!words.rarely(5)) {
            edge.put("scopes", words.rarely(70) ? words.scopes() : words.some(words.scopes(), 2));
        }
        if (words.rarely(5)) {
            edge.put("edge_version", words.rarely(50) ? 3 : words.pick(NUMBERS));
        }
        return edge;
    }

    private Map<String, Object> claims() {
        var claims = new LinkedHashMap<String, Object>();
        claims.put("delegation_edge_id", words.rarely(5) ? words.pick(List.of("", 7, false)) : "e");
        claims.put(
                "scope",
                words.rarely(5)
                        ? "  "
                        : String.join(
                                words.rarely(10) ? "  " : " ",
                                words.some(words.scopes().subList(0, 3), 2)));
        claims.put("target", words.rarely(5) ? words.pick(words.resources()) : words.some(words.resources(), 6));
        return claims;
    }

    /** One member, here or further down, is missing, null, of another type, spelled otherwise or one too many. */
    private void change(Map<String, Object> object, int depth) {
        var names = new ArrayList<>(object.keySet());
        if (names.isEmpty() || words.rarely(8)) {
            object.put(words.rarely(50) ? words.unusual() : "extra", odd());
            return;
        }
        var name = words.pick(names);
        var value = object.get(name);
        if (depth > 0 && words.rarely(75) && value instanceof Map<?, ?> inner) {
            change(members(inner), depth - 1);
            return;
        }
        switch (words.random().nextInt(6)) {
            case 0 -> object.remove(name);
            case 1 -> object.put(name, null);
            case 2 -> object.put(words.rarely(50) ? name.toUpperCase(Locale.ROOT) : name.replace('s', '\u017f'), value);
            default -> object.put(name, odd());
        }
    }

    @SuppressWarnings("unchecked") // a JSON object of ours
    private static Map<String, Object> members(Map<?, ?> object) {
        return (Map<String, Object>) object;
    }

    private Object odd() {
        return switch (words.random().nextInt(8)) {
            case 0 -> words.pick(NUMBERS);
            case 1 -> words.unusual();
            case 2 -> words.rarely(50);
            case 3 -> new ArrayList<>(List.of(words.unusual(), words.unusual()));
            case 4 -> new ArrayList<>(List.of(words.unusual(), words.pick(NUMBERS)));
            case 5 -> new LinkedHashMap<>(Map.of(words.unusual(), words.pick(NUMBERS)));
            case 6 -> new LinkedHashMap<>(Map.of("id", words.unusual()));
            default -> words.some(words.scopes(), 3);
        };
    }
}
