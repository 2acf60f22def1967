package dev.edict.cli.api;

import tools.jackson.databind.JsonNode;

/** Edict gave no usable answer; the message is for the person at the terminal, and never has a credential. */
final class ApiFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ApiFailure(String message) {
        super(message);
    }

    static ApiFailure refused(int status, JsonNode body) {
        var code = body.path("error").asString("");
        var why = body.path("error_description").asString("");
        return new ApiFailure("Edict refuses: %d %s%s".formatted(status, code, why.isEmpty() ? "" : ": " + why));
    }
}
