package dev.edict.replica.spring;

import dev.edict.replica.spring.GatewayDecision.Verdict;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.web.access.AccessDeniedHandler;

/** Answers a refused request by the decision of the gateway: with 401, 403 or 503. */
public final class GatewayAccessDeniedHandler implements AccessDeniedHandler {

    private final ProblemWriter problems;

    /** @param challenge the {@code WWW-Authenticate} of an answer with status 401 */
    public GatewayAccessDeniedHandler(String challenge) {
        this.problems = new ProblemWriter(challenge);
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException refusal)
            throws IOException {
        var decision = decided(refusal)
                .or(() -> GatewayDecision.of(request))
                .filter(made -> !made.isGranted())
                .orElseGet(() -> GatewayDecision.undecided(Verdict.DENIED, GatewayDecision.ACCESS_DENIED));
        problems.write(request, response, decision);
    }

    /** A combination of authorization managers hides the result; the request has the decision too. */
    private static Optional<GatewayDecision> decided(AccessDeniedException refusal) {
        return refusal instanceof AuthorizationDeniedException denied
                        && denied.getAuthorizationResult() instanceof GatewayAuthorizationResult result
                ? result.decision()
                : Optional.empty();
    }
}
