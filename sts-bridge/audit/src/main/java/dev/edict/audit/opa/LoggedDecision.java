package dev.edict.audit.opa;

import static dev.edict.audit.event.DeadLetterReason.INVALID_EVENT;

import dev.edict.audit.event.EventMembers;
import dev.edict.audit.event.EventRefused;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An element of a decision log; what else it has is ignored, because newer agents send more.
 *
 * @param path without slashes at its ends; null for a query
 * @param revisions of the agent's bundles by their names, in order of these
 * @param error why no decision was made; null if it was
 * @param erased pointers to what the agent left out of input and result
 * @param masked pointers to what the agent replaced there
 */
record LoggedDecision(
        String id,
        String timestamp,
        @Nullable String path,
        Map<String, String> revisions,
        @Nullable String agent,
        @Nullable Map<String, Object> input,
        @Nullable Object result,
        @Nullable String error,
        List<String> erased,
        List<String> masked,
        @Nullable String requestedBy,
        @Nullable Number requestNumber,
        @Nullable String traceId) {

    private static final int LONGEST_ID = 128;
    private static final int LONGEST_TEXT = 512;
    private static final int MOST_BUNDLES = 16;
    private static final Pattern INSTANCE = Pattern.compile("[A-Za-z0-9_.\\-:]{1,124}");
    private static final String ROSTER_KIND = "opa:";

    /** @throws EventRefused that names the member which is missing or of another type */
    static LoggedDecision of(EventMembers element) throws EventRefused {
        return new LoggedDecision(
                element.required("decision_id", LONGEST_ID),
                element.required("timestamp", LONGEST_TEXT),
                trimmed(element.optional("path", LONGEST_TEXT)),
                revisions(element.object("bundles")),
                agent(element.object("labels")),
                element.any("input") instanceof Map<?, ?> ? element.object("input") : null,
                element.any("result"),
                error(element.object("error")),
                texts(element.array("erased")),
                texts(element.array("masked")),
                element.optional("requested_by", LONGEST_TEXT),
                element.any("req_id") instanceof Number number ? number : null,
                element.optional("trace_id", LONGEST_TEXT));
    }

    private static @Nullable String trimmed(@Nullable String path) {
        return path == null ? null : path.replaceAll("^/+|/+$", "");
    }

    private static Map<String, String> revisions(@Nullable Map<String, Object> bundles) throws EventRefused {
        var revisions = new TreeMap<String, String>();
        if (bundles == null) {
            return revisions;
        }
        if (bundles.size() > MOST_BUNDLES) {
            throw new EventRefused(INVALID_EVENT, "bundles has more than %d members".formatted(MOST_BUNDLES));
        }
        bundles.forEach((name, bundle) -> revisions.put(name, text(bundle, "revision")));
        return revisions;
    }

    /** The agent's id in the roster, as its status gives it. */
    private static @Nullable String agent(@Nullable Map<String, Object> labels) {
        return Stream.of("instance", "id")
                .map(label -> text(labels, label))
                .filter(name -> INSTANCE.matcher(name).matches())
                .findFirst()
                .map(name -> ROSTER_KIND + name)
                .orElse(null);
    }

    private static @Nullable String error(@Nullable Map<String, Object> error) {
        if (error == null) {
            return null;
        }
        var message = "%s: %s".formatted(text(error, "code"), text(error, "message"));
        return message.substring(0, Math.min(LONGEST_TEXT, message.length()));
    }

    private static String text(@Nullable Object object, String member) {
        return object instanceof Map<?, ?> members && members.get(member) instanceof String text ? text : "";
    }

    private static List<String> texts(@Nullable List<?> array) {
        return array == null
                ? List.of()
                : array.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .toList();
    }
}
