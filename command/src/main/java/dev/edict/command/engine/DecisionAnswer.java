package dev.edict.command.engine;

import dev.edict.decision.Decision;
import dev.edict.decision.Decision.Effect;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the decision contract's {@code result} (contract §8.4); anything but a complete decision is none. */
final class DecisionAnswer {

    private DecisionAnswer() {}

    /** @param peer who answered */
    static Decision read(@Nullable Object result, Peer peer) throws EngineTrouble {
        if (!(result instanceof Map<?, ?> members)) {
            throw peer.trouble("the answer has no object \"result\"");
        }
        var status = members.get("evaluation_status");
        if (!"complete".equals(status)) {
            throw peer.trouble("the evaluation_status is " + status + " and not complete");
        }
        return new Decision(
                effect(members.get("decision"), peer),
                objects(members, "determining_policies", peer),
                objects(members, "diagnostics", peer));
    }

    private static Effect effect(@Nullable Object word, Peer peer) throws EngineTrouble {
        for (var effect : Effect.values()) {
            if (effect.word().equals(word)) {
                return effect;
            }
        }
        throw peer.trouble("the decision is " + word + " and neither allow nor deny");
    }

    /** An empty list of Go's may arrive as null. */
    private static List<Map<String, Object>> objects(Map<?, ?> result, String name, Peer peer) throws EngineTrouble {
        var value = result.get(name);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> elements)) {
            throw peer.trouble("the result's " + name + " is no array");
        }
        var objects = new ArrayList<Map<String, Object>>();
        for (var element : elements) {
            if (!(element instanceof Map<?, ?> members)) {
                throw peer.trouble("the result's " + name + " holds something else than objects");
            }
            if (hasNumberBeyondDouble(members)) {
                throw peer.trouble(
                        "the result's " + name + " holds a number that no double can hold: an STS cannot read it");
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
