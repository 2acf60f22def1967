package dev.edict.app.openapi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** Requests and answers as they were recorded of a running Edict, in {@code openapi/examples.json}. */
class Examples {

    private static final String RESOURCE = "/openapi/examples.json";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final JsonNode recorded;

    Examples() {
        try (var resource = Examples.class.getResourceAsStream(RESOURCE)) {
            recorded = resource == null ? JsonNodeFactory.instance.objectNode() : JSON.readTree(resource);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<Object> request(String operation) {
        return plain(recorded.path("operations").path(operation).path("request"));
    }

    Optional<Object> answer(String operation) {
        return plain(recorded.path("operations").path(operation).path("answer"));
    }

    Optional<Object> failure(String code) {
        return plain(recorded.path("failures").path(code));
    }

    /** As maps and lists, which the library's own mapper can write too. */
    private static Optional<Object> plain(JsonNode node) {
        return node.isMissingNode() ? Optional.empty() : Optional.of(JSON.convertValue(node, Object.class));
    }
}
