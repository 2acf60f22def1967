package dev.edict.decision.input;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Replaces members of a policy input before the audit keeps it. What a decision reads cannot be redacted, so that the
 * recorded input still explains the decision; and a redacted input is still a valid one.
 */
public final class InputRedaction {

    public static final String REDACTED = "[redacted]";

    private static final int MOST_MEMBERS = 64;
    private static final int LONGEST_MEMBER = 512;
    private static final String ACTOR_CLAIMS = "context.actor_claims";
    private static final String CONSTRAINTS = "delegation_edge.constraints_json";

    /** What the decision table compares or what makes a request's shape (contract §8.5), and the input's own version. */
    private static final List<String> READ = List.of(
            "schema_version",
            "principal.type",
            "principal.id",
            "principal.zone_id",
            "principal.labels",
            "resource.identifier",
            "action.id",
            "context.requested_scopes",
            "context.agent_session_id",
            "context.subject_claims.delegation_edge_id",
            "context.subject_claims.scope",
            "context.subject_claims.target",
            "delegation_edge.id",
            "delegation_edge.scopes");

    private static final Set<String> TEXTS = Set.of(
            "principal.registration_method",
            "principal.agent_session_id",
            "principal.lifecycle",
            "resource.type",
            "resource.id",
            "action.method",
            "action.path",
            "context.trace_id",
            "context.session_id",
            "context.delegation_edge_id",
            "session.id",
            "delegation_edge.source_session_id",
            "delegation_edge.target_session_id",
            "delegation_edge.issuer_application_id",
            "delegation_edge.receiver_application_id",
            "delegation_edge.resource_id",
            CONSTRAINTS);

    private static final Set<String> LISTS = Set.of("resource.scopes", "delegation_edge.path");

    /** What may hold any members. */
    private static final List<String> OPEN = List.of(ACTOR_CLAIMS + ".", "context.subject_claims.", CONSTRAINTS + ".");

    private final List<String> members;

    private InputRedaction(List<String> members) {
        this.members = members;
    }

    /**
     * Redacts these members.
     *
     * @param members dotted paths in the policy input, such as {@code context.subject_claims.email}; a claim's own name
     *     may have dots, and arrays are looked through
     * @throws IllegalArgumentException that names a member which cannot be redacted, and says why
     */
    public static InputRedaction of(Collection<String> members) {
        if (members.size() > MOST_MEMBERS) {
            throw new IllegalArgumentException("the audit redacts at most %d members".formatted(MOST_MEMBERS));
        }
        members.forEach(InputRedaction::require);
        return new InputRedaction(members.stream().distinct().toList());
    }

    private static void require(String member) {
        if (member.length() > LONGEST_MEMBER) {
            throw new IllegalArgumentException(
                    "a member to redact is named by at most %d characters".formatted(LONGEST_MEMBER));
        }
        for (var read : READ) {
            if (member.equals(read) || read.startsWith(member + ".") || member.startsWith(read + ".")) {
                throw new IllegalArgumentException(
                        "the audit cannot redact %s: a decision reads %s, and could not be explained without it"
                                .formatted(member, read));
            }
        }
        if (!TEXTS.contains(member)
                && !LISTS.contains(member)
                && !member.equals(ACTOR_CLAIMS)
                && OPEN.stream().noneMatch(open -> member.startsWith(open) && member.length() > open.length())) {
            throw new IllegalArgumentException(
                    "the audit cannot redact %s: it is no text, list or claim of the policy input".formatted(member));
        }
    }

    /** A redacted copy; what is not redacted is shared with the original. */
    public Map<String, Object> apply(Map<String, Object> input) {
        var redacted = input;
        for (var member : members) {
            redacted = object(redacted, member, substitute(member));
        }
        return redacted;
    }

    /** Of the kind that the input's schema wants. */
    private static Object substitute(String member) {
        if (LISTS.contains(member)) {
            return List.of(REDACTED);
        }
        return member.equals(ACTOR_CLAIMS) ? Map.of(REDACTED, REDACTED) : REDACTED;
    }

    private static Map<String, Object> object(Map<?, ?> object, String path, Object substitute) {
        var copy = new LinkedHashMap<String, Object>();
        object.forEach(
                (key, value) -> copy.put(String.valueOf(key), member(String.valueOf(key), value, path, substitute)));
        return copy;
    }

    private static @Nullable Object member(String name, @Nullable Object value, String path, Object substitute) {
        if (name.equals(path)) {
            return substitute;
        }
        return path.startsWith(name + ".") ? inside(value, path.substring(name.length() + 1), substitute) : value;
    }

    private static @Nullable Object inside(@Nullable Object value, String path, Object substitute) {
        if (value instanceof Map<?, ?> object) {
            return object(object, path, substitute);
        }
        return value instanceof List<?> list
                ? list.stream()
                        .map(element -> inside(element, path, substitute))
                        .toList()
                : value;
    }
}
