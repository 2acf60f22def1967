package dev.edict.command.evaluation;

import dev.edict.command.api.Rejection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Rejects a member of what was given, in the form of an invalid body: where, and what is expected. */
@FunctionalInterface
public interface Refusal {

    /**
     * The rejection of one member.
     *
     * @param path dotted, such as {@code input.principal.zone_id}; empty for the whole
     */
    Rejection at(String path, String message);

    /**
     * Rejects for this reason.
     *
     * @param parents the members above what was given, such as {@code suites} and {@code tellers}
     */
    static Refusal of(Rejection.Reason reason, String... parents) {
        return (path, message) -> {
            var below = path.isEmpty() ? Stream.<String>of() : Stream.of(path.split("\\.", -1));
            var steps = Stream.concat(Stream.of(parents), below).toList();
            var issue = Map.of("path", steps, "message", message);
            return reason.because("%s: %s", String.join(".", steps), message)
                    .with("details", Map.of("issues", List.of(issue)));
        };
    }

    /** The same for a part, whose paths begin there. */
    default Refusal below(String parent) {
        return (path, message) -> at(parent + "." + path, message);
    }
}
