package dev.edict.app.web.request;

import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The names of the members of a body, without their values: at most 64, at most three levels deep (contract §7.7). */
public final class BodyFieldNames {

    private static final int MOST = 64;
    private static final int DEEPEST = 3;
    private static final int LONGEST = 128;

    private BodyFieldNames() {}

    public static SortedSet<String> of(byte[] body, JsonMapper json) {
        var names = new TreeSet<String>();
        try {
            collect(json.readTree(body), "", 1, names);
        } catch (JacksonException e) {
            // an unreadable body is rejected elsewhere, and has no members
            names.clear();
        }
        return names;
    }

    /** The names of the parameters of a form. */
    public static SortedSet<String> ofParameters(Set<?> parameters) {
        return parameters.stream()
                .map(String::valueOf)
                .filter(name -> !name.startsWith("_") && name.length() <= LONGEST)
                .limit(MOST)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void collect(JsonNode node, String path, int depth, Set<String> names) {
        if (depth > DEEPEST) {
            return;
        }
        node.forEachEntry((name, value) -> {
            var full = path + name;
            if (names.size() < MOST && full.length() <= LONGEST) {
                names.add(full);
                collect(value, full + ".", depth + 1, names);
            }
        });
        if (node.isArray()) {
            node.forEach(element -> collect(element, path, depth, names));
        }
    }
}
