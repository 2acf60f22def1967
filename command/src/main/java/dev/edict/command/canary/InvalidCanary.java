package dev.edict.command.canary;

import static dev.edict.command.api.Rejection.Reason.INVALID_CANARY;

import dev.edict.command.api.Rejection;
import java.util.List;
import java.util.Map;

/** Rejections of a canary that cannot be defined, in the form of an invalid body: where, and what is expected. */
final class InvalidCanary {

    private InvalidCanary() {}

    /**
     * Rejects one member.
     *
     * @param path dotted, such as {@code input.principal.zone_id}
     */
    static Rejection at(String path, String message) {
        var issue = Map.of("path", List.of(path.split("\\.", -1)), "message", message);
        return INVALID_CANARY.because("%s: %s", path, message).with("details", Map.of("issues", List.of(issue)));
    }
}
