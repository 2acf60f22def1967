package dev.edict.replica.spring;

import dev.edict.replica.spring.GatewayDecision.Verdict;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;

/** Answers a request without valid credentials with 401 and a challenge. */
public final class GatewayAuthenticationEntryPoint implements AuthenticationEntryPoint {

    private static final GatewayDecision UNAUTHENTICATED =
            GatewayDecision.undecided(Verdict.UNAUTHENTICATED, GatewayDecision.UNAUTHENTICATED);

    private final ProblemWriter problems;

    /** @param challenge the {@code WWW-Authenticate} of the answer */
    public GatewayAuthenticationEntryPoint(String challenge) {
        this.problems = new ProblemWriter(challenge);
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException refusal)
            throws IOException {
        problems.write(request, response, UNAUTHENTICATED);
    }
}
