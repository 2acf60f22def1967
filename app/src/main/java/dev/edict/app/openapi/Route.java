package dev.edict.app.openapi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The description of a route, as far as its types do not express it.
 *
 * @param operation the operation id, for generated clients
 * @param tagged whether its response has an {@code ETag}
 * @param keyed whether it accepts an {@code Idempotency-Key}
 * @param exported whether it also returns selected fields, and all of them as CSV
 * @param problem whether its errors are problem details (RFC 9457)
 * @param alsoAnswers further statuses with the body of success
 * @param invalidBody the error code for a body that fails validation
 * @param page the media type of a response that is not JSON of our types; null for JSON
 */
public record Route(
        String section,
        String operation,
        String summary,
        List<Parameter> parameters,
        List<RequestHeader> headers,
        List<Failure> failures,
        Access access,
        boolean tagged,
        boolean keyed,
        boolean exported,
        boolean problem,
        List<Integer> alsoAnswers,
        @Nullable String page,
        String invalidBody) {

    /** The code for a body that fails validation, unless a route has one of its own. */
    public static final String INVALID_BODY = "invalid_body";

    /** Whether the route reads a request header of this name. */
    public boolean takes(String header) {
        return headers.stream().anyMatch(taken -> taken.name().equalsIgnoreCase(header));
    }
}
