package dev.edict.cli.api;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** What came back for a request: a success, or a refusal with what to do about it. */
record ReceivedAnswer(ApiClient edict, Token token, ApiRequest request, int status, HttpHeaders headers, String text) {

    static final int FIRST_ERROR = 300;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final String LONGEST_PAUSE_DIGITS = "[0-9]{1,5}";

    ApiAnswer accepted() {
        var body = body();
        if (status >= FIRST_ERROR) {
            throw refusal(body.orElseGet(MissingNode::getInstance));
        }
        return new ApiAnswer(
                status,
                headers.firstValue("ETag").orElse(null),
                body.orElseThrow(() -> ApiFailure.of("%s does not answer as Edict does".formatted(edict.address()))),
                edict);
    }

    /** Empty if it is not JSON, such as the page of a proxy. */
    private Optional<JsonNode> body() {
        try {
            return Optional.of(
                    text.isEmpty()
                            ? MissingNode.getInstance()
                            : JsonMapper.shared().readTree(text));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private ApiFailure refusal(JsonNode body) {
        return ApiFailure.refused(subject(body), status, body, retryAfter());
    }

    private String subject(JsonNode body) {
        if (status == UNAUTHORIZED) {
            return "Edict at %s refuses %s; set EDICT_TOKEN, or name a file with --token-file, to a token of this Edict"
                    .formatted(edict.address(), token);
        }
        if (status == FORBIDDEN) {
            return "Edict at %s refuses %s %s to %s".formatted(edict.address(), request.method(), path(), token);
        }
        if (status == NOT_FOUND && isUnknownRoute(body) && !path().equals(ApiClient.DESCRIPTION)) {
            return "%s and has no %s %s".formatted(edict.otherVersion(), request.method(), path());
        }
        return "Edict refuses";
    }

    private String path() {
        return request.path().replaceFirst("\\?.*", "");
    }

    /** The router answers in another shape than the routes do. */
    private static boolean isUnknownRoute(JsonNode body) {
        return body.has("statusCode") || !body.has("error");
    }

    /** In seconds, as Edict and proxies send it; null for none and for a date. */
    private @Nullable Duration retryAfter() {
        return headers.firstValue("Retry-After")
                .filter(seconds -> seconds.matches(LONGEST_PAUSE_DIGITS))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                .orElse(null);
    }
}
