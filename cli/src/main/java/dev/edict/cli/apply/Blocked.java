package dev.edict.cli.apply;

import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Edict would refuse the activation. */
final class Blocked extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** For the reasons of a preview. */
    Blocked(JsonNode preview) {
        super("blocked: "
                + preview.path("reasons")
                        .valueStream()
                        .filter(reason -> reason.path("severity").asString("").equals("blocking"))
                        .map(reason -> "%s (%s)"
                                .formatted(
                                        reason.path("code").asString(""),
                                        reason.path("sentence").asString("")))
                        .collect(Collectors.joining("; ")));
    }
}
