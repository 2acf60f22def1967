package dev.edict.command.evaluation;

import dev.edict.command.api.Rejection;
import java.util.List;
import java.util.Map;

/** Rejects a member of what was given, in the form of an invalid body: where, and what is expected. */
@FunctionalInterface
public interface Refusal {

    /**
     * The rejection of one member.
     *
     * @param path dotted, such as {@code input.principal.zone_id}
     */
    Rejection at(String path, String message);

    /** Rejects for this reason. */
    static Refusal of(Rejection.Reason reason) {
        return (path, message) -> {
            var issue = Map.of("path", List.of(path.split("\\.", -1)), "message", message);
            return reason.because("%s: %s", path, message).with("details", Map.of("issues", List.of(issue)));
        };
    }

    /** The same for a part, whose paths begin there. */
    default Refusal below(String parent) {
        return (path, message) -> at(parent + "." + path, message);
    }
}
