package dev.edict.decisionpoint.authzen;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The entities of one evaluation (AuthZEN, information model). An item of a batch replaces a default as a whole.
 *
 * @param members subject, action, resource and context, as far as they were given
 */
record Entities(Map<String, ObjectNode> members) {

    private static final List<String> NAMES = List.of("subject", "action", "resource", "context");
    private static final Map<String, List<String>> REQUIRED =
            Map.of("subject", List.of("type", "id"), "action", List.of("name"), "resource", List.of("type", "id"));
    private static final String CONTEXT = "context";
    private static final String PROPERTIES = "properties";

    /**
     * The entities of a request, or the defaults of a batch. Their members are looked at when an evaluation uses them:
     * a default that every item replaces may be incomplete.
     *
     * @throws InvalidEvaluation if one is no object
     */
    static Entities of(ObjectNode request) {
        return new Entities(Map.of()).replacedBy(request);
    }

    /** These entities as defaults, each replaced by the item's if it has one. */
    Entities replacedBy(ObjectNode item) {
        var merged = new LinkedHashMap<>(members);
        for (var name : NAMES) {
            var given = item.get(name);
            if (given instanceof ObjectNode entity) {
                merged.put(name, entity);
            } else if (given != null && !given.isNull()) {
                throw new InvalidEvaluation(name, "an object");
            }
        }
        return new Entities(merged);
    }

    /**
     * The request that the mapping reads, with all required members.
     *
     * @throws InvalidEvaluation if a member is missing or of another type
     */
    ObjectNode required() {
        var request = AuthZenJson.empty();
        for (var name : NAMES) {
            var entity = members.get(name);
            if (entity == null && name.equals(CONTEXT)) {
                continue;
            }
            request.set(name, complete(name, entity));
        }
        return request;
    }

    private static ObjectNode complete(String name, @Nullable ObjectNode entity) {
        if (entity == null) {
            throw new InvalidEvaluation(name, "an object");
        }
        for (var member : REQUIRED.getOrDefault(name, List.of())) {
            if (!entity.path(member).isString()) {
                throw new InvalidEvaluation(name + "." + member, "a string");
            }
        }
        var properties = entity.get(PROPERTIES);
        if (!name.equals(CONTEXT) && properties != null && !properties.isNull() && !properties.isObject()) {
            throw new InvalidEvaluation(name + "." + PROPERTIES, "an object");
        }
        return entity;
    }
}
