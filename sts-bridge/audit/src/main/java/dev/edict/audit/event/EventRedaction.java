package dev.edict.audit.event;

import dev.edict.decision.input.InputRedaction;
import dev.edict.decision.input.SecretNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Replaces, before anything is stored, what must not be read: members of the policy input that are chosen, also where
 * the metadata repeats them, and values whose key is the name of a secret (contract §1.6). Ids of sessions stay, because
 * decisions are found by them; answers hide them.
 */
public final class EventRedaction {

    /** Where the metadata has a member of the input again (contract §7.1). */
    private static final Map<String, String> REPEATED = Map.of(
            "principal.registration_method", "application_registration_method",
            "principal.lifecycle", "agent_lifecycle",
            "principal.agent_session_id", "agent_session_id",
            "session.id", "session_id",
            "context.session_id", "session_id",
            "context.delegation_edge_id", "delegation_edge_id",
            "action.method", "method",
            "context.trace_id", "trace_id");

    private static final String POLICY_INPUT = "policy_input";

    private final InputRedaction input;
    private final List<String> repeated;

    private EventRedaction(InputRedaction input, List<String> repeated) {
        this.input = input;
        this.repeated = repeated;
    }

    /**
     * Redacts these members of the policy input besides secrets.
     *
     * @param members dotted paths, such as {@code context.subject_claims.email}
     * @throws IllegalArgumentException that names a member which a decision reads or which does not exist
     */
    public static EventRedaction of(Collection<String> members) {
        var repeated = members.stream()
                .filter(REPEATED::containsKey)
                .map(REPEATED::get)
                .distinct()
                .toList();
        return new EventRedaction(InputRedaction.of(members), repeated);
    }

    @Nullable
    List<?> apply(@Nullable List<?> array) {
        return array == null ? null : list(array);
    }

    @Nullable
    Map<String, Object> apply(@Nullable Map<String, Object> metadata) {
        if (metadata == null) {
            return null;
        }
        var redacted = object(metadata);
        for (var name : repeated) {
            redacted.computeIfPresent(name, (key, value) -> InputRedaction.REDACTED);
        }
        redacted.computeIfPresent(
                POLICY_INPUT, (key, value) -> value instanceof Map<?, ?> map ? policyInput(map) : value);
        return redacted;
    }

    @SuppressWarnings("unchecked") // JSON has no other keys
    private Object policyInput(Map<?, ?> map) {
        return input.apply((Map<String, Object>) map);
    }

    private static @Nullable Object any(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return object(map);
        }
        return value instanceof List<?> list ? list(list) : value;
    }

    private static Map<String, Object> object(Map<?, ?> map) {
        var copy = new LinkedHashMap<String, Object>();
        map.forEach((key, value) -> {
            var name = String.valueOf(key);
            copy.put(name, SecretNames.has(name) ? InputRedaction.REDACTED : any(value));
        });
        return copy;
    }

    private static List<?> list(List<?> list) {
        var copy = new ArrayList<@Nullable Object>(list.size());
        list.forEach(element -> copy.add(any(element)));
        return copy;
    }
}
