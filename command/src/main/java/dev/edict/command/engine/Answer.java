package dev.edict.command.engine;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A response of an engine: its status and, if the body is one, a JSON object. */
record Answer(int status, Optional<Map<?, ?>> object) {

    boolean isOk() {
        return status >= 200 && status < 300;
    }

    @Nullable
    Object member(String name) {
        return object.<Object>map(members -> members.get(name)).orElse(null);
    }

    /** The member as text; empty if it is absent, empty or no string. */
    String text(String name) {
        return member(name) instanceof String text ? text : "";
    }
}
