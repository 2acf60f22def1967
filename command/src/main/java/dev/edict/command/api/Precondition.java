package dev.edict.command.api;

import static dev.edict.command.api.Rejection.Reason.PRECONDITION_FAILED;

import java.util.Set;
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

    public Precondition {
        tags = Set.copyOf(tags);
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
