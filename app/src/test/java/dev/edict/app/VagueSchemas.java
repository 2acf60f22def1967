package dev.edict.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Finds schemas that accept every value. */
final class VagueSchemas {

    private static final Set<String> TELLING = Set.of("type", "$ref", "anyOf", "oneOf", "allOf", "enum", "const");
    private static final Set<String> EXAMPLES = Set.of("example", "examples");
    private static final Set<String> OF_A_SCHEMA = Set.of("schema", "items", "additionalProperties");

    private final List<String> found = new ArrayList<>();

    private VagueSchemas() {}

    /** Where they stand. */
    static List<String> in(JsonNode document) {
        var search = new VagueSchemas();
        search.look(document, "");
        return search.found;
    }

    private void look(JsonNode node, String path) {
        node.forEachEntry((name, value) -> {
            if (EXAMPLES.contains(name)) {
                return;
            }
            var isSchema = OF_A_SCHEMA.contains(name) || path.endsWith("/properties") || path.endsWith("/schemas");
            if (isSchema && value.isObject() && (saysNothing(value) || isAnyObject(value))) {
                found.add(path + "/" + name);
            }
            look(value, path + "/" + name);
        });
        if (node.isArray()) {
            node.forEach(element -> look(element, path));
        }
    }

    private static boolean saysNothing(JsonNode schema) {
        return TELLING.stream().noneMatch(schema::has);
    }

    private static boolean isAnyObject(JsonNode schema) {
        var type = schema.path("type");
        var types = type.isArray() ? type.valueStream() : Stream.of(type);
        return types.anyMatch(name -> name.asString("").equals("object"))
                && !schema.has("properties")
                && !schema.has("additionalProperties");
    }
}
