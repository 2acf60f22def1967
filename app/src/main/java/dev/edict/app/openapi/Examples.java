package dev.edict.app.openapi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Requests and responses recorded from a running Edict, in {@code openapi/examples.json}. An operation without a
 * recorded error uses that of another operation of its {@link #kind}.
 */
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

    /** Errors of one code have one shape for reads and one for changes; problem details are separate. */
    static String kind(String method, boolean problem) {
        return (method.equals("GET") ? "read" : "change") + (problem ? "_problem" : "");
    }

    Optional<Object> request(String operation) {
        return plain(of(operation).path("request"));
    }

    /** The example of a status, with the media type if that is not JSON, e.g. {@code 200 text/csv}. */
    Optional<Object> answer(String operation, String status) {
        return plain(of(operation).path("answers").path(status));
    }

    Optional<Object> failure(String operation, String code) {
        return plain(of(operation).path("failures").path(code));
    }

    Optional<Object> commonFailure(String code, String kind) {
        return plain(recorded.path("failures").path(code).path(kind));
    }

    private JsonNode of(String operation) {
        return recorded.path("operations").path(operation);
    }

    /** Converts to maps and lists, which the library's own mapper can write too. */
    private static Optional<Object> plain(JsonNode node) {
        return node.isMissingNode() ? Optional.empty() : Optional.of(JSON.convertValue(node, Object.class));
    }
}
