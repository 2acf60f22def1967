package dev.edict.command.engine;

import dev.edict.decision.Decision;
import dev.edict.decision.Decision.Effect;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the decision contract's {@code result} (contract §8.4); it accepts complete decisions only. */
final class DecisionAnswer {

    private DecisionAnswer() {}

    /** @param client the engine that answered */
    static Decision read(@Nullable Object result, EngineHttpClient client) throws EngineFailure {
        if (!(result instanceof Map<?, ?> members)) {
            throw client.trouble("the answer has no object \"result\"");
        }
        var status = members.get("evaluation_status");
        if (!"complete".equals(status)) {
            throw client.trouble("evaluation_status is " + status + ", expected complete");
        }
        return new Decision(
                effect(members.get("decision"), client),
                objects(members, "determining_policies", client),
                objects(members, "diagnostics", client));
    }

    private static Effect effect(@Nullable Object word, EngineHttpClient client) throws EngineFailure {
        for (var effect : Effect.values()) {
            if (effect.word().equals(word)) {
                return effect;
            }
        }
        throw client.trouble("the decision is " + word + ", expected allow or deny");
    }

    /** Go encodes an empty list as null. */
    private static List<Map<String, Object>> objects(Map<?, ?> result, String name, EngineHttpClient client)
            throws EngineFailure {
        var value = result.get(name);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> elements)) {
            throw client.trouble("the result's " + name + " is not an array");
        }
        var objects = new ArrayList<Map<String, Object>>();
        for (var element : elements) {
            if (!(element instanceof Map<?, ?> members)) {
                throw client.trouble("the result's " + name + " contains an element that is not an object");
            }
            if (hasNumberBeyondDouble(members)) {
                throw client.trouble("the result's " + name
                        + " contains a number beyond double precision, which an STS cannot read");
            }
            var copy = new LinkedHashMap<String, Object>();
            members.forEach((key, member) -> copy.put(String.valueOf(key), member));
            objects.add(copy);
        }
        return objects;
    }

    private static boolean hasNumberBeyondDouble(@Nullable Object json) {
        if (json instanceof Number number) {
            return Double.isInfinite(number.doubleValue());
        }
        Collection<?> items =
                json instanceof Map<?, ?> object ? object.values() : json instanceof List<?> array ? array : List.of();
        return items.stream().anyMatch(DecisionAnswer::hasNumberBeyondDouble);
    }
}
