package dev.edict.app.openapi;

import java.util.List;

/**
 * What the code of a route does not say by its types.
 *
 * @param operation its name, for generated clients
 * @param tagged whether its answer has an {@code ETag}
 * @param conditional whether it takes {@code If-Match}
 * @param keyed whether it takes an {@code Idempotency-Key}
 * @param problem whether its errors are problem details (RFC 9457)
 * @param alsoAnswers further statuses with the body of success
 */
public record Route(
        String section,
        String operation,
        String summary,
        List<Parameter> parameters,
        List<Failure> failures,
        boolean open,
        boolean tagged,
        boolean conditional,
        boolean keyed,
        boolean problem,
        List<Integer> alsoAnswers) {}
