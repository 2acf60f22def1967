package dev.edict.command.catalogue;

import static dev.edict.command.api.Rejection.Reason.INVALID_CATALOGUE;

import dev.edict.command.api.Rejection;
import java.util.List;
import java.util.Map;

/** Rejections of a catalogue, in the form of an invalid body: where, and what is expected. */
final class InvalidCatalogue {

    /** Of a name in a message, in code points. */
    private static final int LONGEST_SHOWN = 80;

    private record Issue(List<String> path, String message) {}

    private InvalidCatalogue() {}

    /** Rejects one member, such as {@code resources}, {@code 3}, {@code scopes}, {@code 0}. */
    static Rejection at(List<String> path, String message) {
        return INVALID_CATALOGUE
                .because("%s: %s", String.join(".", path), message)
                .with("details", Map.of("issues", List.of(new Issue(path, message))));
    }

    /** A name, shortened if it is long. */
    static String shown(String name) {
        return name.codePointCount(0, name.length()) <= LONGEST_SHOWN
                ? name
                : name.substring(0, name.offsetByCodePoints(0, LONGEST_SHOWN - 1)) + "…";
    }
}
