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
 * What the caller believes the state of a thing to be: one of these tags ({@code If-Match}, RFC 9110 §13.1.1). A tag tells
 * by its letter what it is of: {@code a2} a zone by its activation number, {@code v2} a policy by its latest version,
 * {@code s2} a policy set likewise, {@code s2-a5} one that governs its zone since activation 5, and {@code z2} the settings of
 * a zone by the number of their latest change.
 */
public record Precondition(Set<String> tags) {

    /** Where it stands in the metadata of a command; absent for a caller without a belief. */
    public static final String KEY = "precondition";

    private static final String ANY = "*";
    private static final String ENTITY_TAG = "(W/)?\"([\\x21\\x23-\\x7e\\x80-\\xff]*)\"";
    private static final Pattern LIST_ELEMENT = Pattern.compile("[ \\t]*(?:%s[ \\t]*)?(?:,|\\z)".formatted(ENTITY_TAG));

    public Precondition {
        tags = Set.copyOf(tags);
    }

    /**
     * Reads the lines of the header, which are one list. A weak tag never matches, and for {@code *} there is nothing to
     * compare: what is not there is not found anyway.
     *
     * @throws Rejection {@code invalid_if_match} for what is neither a list of entity tags nor {@code *}
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
                "If-Match is *, or entity tags in quotes with commas between, such as \"a3\" or \"v1\", \"v2\"");
    }

    /**
     * Refuses a command whose caller believes otherwise.
     *
     * @throws Rejection {@code precondition_failed}, with the tag of the state there is
     */
    public static void require(@Nullable Precondition belief, String tag) {
        if (belief != null && !belief.tags().contains(tag)) {
            throw PRECONDITION_FAILED
                    .because("If-Match does not name the current state, \"%s\"", tag)
                    .with("currentEtag", "\"" + tag + "\"");
        }
    }
}
