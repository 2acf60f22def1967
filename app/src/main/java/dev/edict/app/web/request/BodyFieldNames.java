package dev.edict.app.web.request;

import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/** The names of the members of a body, without their values: at most 64, at most three levels deep (contract §7.7). */
public final class BodyFieldNames {

    private static final int MOST = 64;
    private static final int DEEPEST = 3;
    private static final int LONGEST = 128;

    private BodyFieldNames() {}

    public static SortedSet<String> of(byte[] body, JsonMapper json) {
        var names = new TreeSet<String>();
        try (var parser = json.createParser(body)) {
            parser.nextToken();
            collect(parser, "", 1, names);
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

    /** Collects the names below the current value, and ends at its last token. */
    private static void collect(JsonParser parser, String path, int depth, Set<String> names) {
        if (depth > DEEPEST || names.size() == MOST) {
            parser.skipChildren();
        } else if (parser.hasToken(JsonToken.START_ARRAY)) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                collect(parser, path, depth, names);
            }
        } else if (parser.hasToken(JsonToken.START_OBJECT)) {
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                collectMember(parser, path + parser.currentName(), depth, names);
            }
        }
    }

    private static void collectMember(JsonParser parser, String full, int depth, Set<String> names) {
        parser.nextToken();
        if (full.length() > LONGEST || names.size() == MOST) {
            parser.skipChildren();
            return;
        }
        names.add(full);
        collect(parser, full + ".", depth + 1, names);
    }
}
