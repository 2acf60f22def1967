package dev.edict.command.api;

import static dev.edict.command.api.Rejection.Reason.INVALID_IF_MATCH;
import static dev.edict.command.api.Rejection.Reason.PRECONDITION_FAILED;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The state that the caller expects: one of these entity tags ({@code If-Match}, RFC 9110 §13.1.1). The letter of a tag
 * names its kind: {@code a2} is a zone at activation 2, {@code v2} a policy with latest version 2, {@code s2} a policy
 * set likewise. {@code s2-a5} is a policy set that has governed its zone since activation 5, {@code z2} the
 * settings of a zone after change 2, {@code c2} its canaries, {@code k2} its catalogue and, at their routes, {@code s2}
 * its suites after change 2.
 */
public record Precondition(Set<String> tags) {

    /** Its key in the metadata of a command; absent if the caller expects no state. */
    public static final String KEY = "precondition";

    private static final String ANY = "*";
    private static final String ENTITY_TAG = "(W/)?\"([\\x21\\x23-\\x7e\\x80-\\xff]*)\"";
    private static final Pattern LIST_ELEMENT = Pattern.compile("[ \\t]*(?:%s[ \\t]*)?(?:,|\\z)".formatted(ENTITY_TAG));

    public Precondition {
        tags = Set.copyOf(tags);
    }

    /**
     * Reads all lines of the header as one list. A weak tag never matches. {@code *} requires no state, because a
     * missing target is rejected as not found anyway.
     *
     * @throws Rejection {@code invalid_if_match} unless the header is a list of entity tags or {@code *}
     */
    public static Optional<Precondition> ofIfMatch(List<String> lines) {
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        var list = String.join(",", lines);
        if (list.strip().equals(ANY)) {
            return Optional.empty();
        }
        var strong = new HashSet<String>();
        var seen = 0;
        var element = LIST_ELEMENT.matcher(list);
        for (var at = 0; at < list.length(); at = element.end()) {
            if (!element.region(at, list.length()).lookingAt()) {
                throw malformed();
            }
            if (element.group(2) != null) {
                seen++;
                if (element.group(1) == null) {
                    strong.add(element.group(2));
                }
            }
        }
        if (seen == 0) {
            throw malformed();
        }
        return Optional.of(new Precondition(strong));
    }

    private static Rejection malformed() {
        return INVALID_IF_MATCH.because(
                "If-Match must be * or a comma-separated list of quoted entity tags, such as \"a3\" or \"v1\", \"v2\"");
    }

    /**
     * Rejects a command whose caller expects another state.
     *
     * @throws Rejection {@code precondition_failed}, with the current tag
     */
    public static void require(@Nullable Precondition belief, String tag) {
        if (belief != null && !belief.tags().contains(tag)) {
            throw PRECONDITION_FAILED
                    .because("If-Match does not name the current state, \"%s\"", tag)
                    .with("currentEtag", "\"" + tag + "\"");
        }
    }
}
