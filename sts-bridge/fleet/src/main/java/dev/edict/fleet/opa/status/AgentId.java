package dev.edict.fleet.opa.status;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The id of an agent in the roster: its instance, by which its operator knows it across restarts.
 *
 * @param id {@code opa:} and the instance
 */
public record AgentId(String id) {

    /** The header by which an agent says its instance, as its label {@code instance} does in a status. */
    public static final String HEADER = "Edict-Instance";

    /** In the roster, and the first part of the ids. */
    public static final String KIND = "opa";

    static final int LONGEST_INSTANCE = 124;

    private static final Pattern INSTANCE = Pattern.compile("[A-Za-z0-9_.\\-:]{1," + LONGEST_INSTANCE + "}");

    /** Empty for a missing instance, and for one that no id can have: the bundle is served all the same. */
    public static Optional<AgentId> ofHeader(@Nullable String instance) {
        return Optional.ofNullable(instance).filter(AgentId::isInstance).map(AgentId::of);
    }

    /** Whether an agent can have it as its instance. */
    public static boolean isInstance(String text) {
        return INSTANCE.matcher(text).matches();
    }

    /** The id of the agent with an instance. */
    public static AgentId of(String instance) {
        return new AgentId(KIND + ":" + instance);
    }
}
