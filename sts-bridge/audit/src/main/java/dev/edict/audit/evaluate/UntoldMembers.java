package dev.edict.audit.evaluate;

import dev.edict.decision.input.InputRedaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The members of a recorded input that were redacted, or that an agent of OPA left out of its log. */
final class UntoldMembers {

    private static final String INPUT = "/input/";
    private static final String INDEX = "\\d+";

    private final List<String> found = new ArrayList<>();

    private UntoldMembers() {}

    /** As dotted paths; an element of an array makes the whole array one. */
    static List<String> of(Map<?, ?> input, Map<String, Object> metadata) {
        var members = new UntoldMembers();
        members.findRedacted(input, "");
        if (metadata.get("opa") instanceof Map<?, ?> agent) {
            Stream.of(agent.get("erased"), agent.get("masked")).forEach(members::addPointers);
        }
        return List.copyOf(members.found);
    }

    /** Arrays are looked through, as they are by the redaction. */
    private void findRedacted(@Nullable Object value, String path) {
        if (InputRedaction.REDACTED.equals(value)) {
            found.add(path);
        } else if (value instanceof List<?> list) {
            list.forEach(element -> findRedacted(element, path));
        } else if (value instanceof Map<?, ?> object) {
            object.forEach((name, member) ->
                    findRedacted(member, InputRedaction.REDACTED.equals(name) ? path : below(path, name)));
        }
    }

    private static String below(String path, Object name) {
        return path.isEmpty() ? String.valueOf(name) : path + "." + name;
    }

    private void addPointers(@Nullable Object pointers) {
        if (pointers instanceof List<?> list) {
            list.forEach(pointer -> member(String.valueOf(pointer)).ifPresent(found::add));
        }
    }

    /** A JSON pointer (RFC 6901) into input and result. */
    private static Optional<String> member(String pointer) {
        if (!pointer.startsWith(INPUT)) {
            return Optional.empty();
        }
        var names = Stream.of(pointer.substring(INPUT.length()).split("/", -1))
                .takeWhile(name -> !name.matches(INDEX))
                .map(name -> name.replace("~1", "/").replace("~0", "~"))
                .toList();
        return Optional.of(String.join(".", names));
    }
}
