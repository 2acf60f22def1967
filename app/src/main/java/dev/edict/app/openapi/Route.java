package dev.edict.app.openapi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the code of a route does not say by its types.
 *
 * @param operation its name, for generated clients
 * @param tagged whether its answer has an {@code ETag}
 * @param keyed whether it takes an {@code Idempotency-Key}
 * @param exported whether it also answers chosen fields, and all of it as CSV
 * @param problem whether its errors are problem details (RFC 9457)
 * @param alsoAnswers further statuses with the body of success
 * @param invalidBody the error code for a body that fails validation
 * @param page the media type of what it answers if that is no JSON of a type of ours; null if it is
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

    /** Whether a request header of this name means anything to it. */
    public boolean takes(String header) {
        return headers.stream().anyMatch(taken -> taken.name().equalsIgnoreCase(header));
    }
}
