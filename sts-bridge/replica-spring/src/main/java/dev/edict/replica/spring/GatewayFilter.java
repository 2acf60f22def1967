package dev.edict.replica.spring;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets a request through if the policy grants it to the request's user principal, and refuses all others. */
public final class GatewayFilter extends OncePerRequestFilter {

    private final GatewayAuthorizer authorizer;
    private final ProblemWriter problems;

    /** @param challenge the {@code WWW-Authenticate} of an answer with status 401 */
    public GatewayFilter(GatewayAuthorizer authorizer, String challenge) {
        this.authorizer = authorizer;
        this.problems = new ProblemWriter(challenge);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var decision = authorizer.decide(request, request.getUserPrincipal());
        if (decision.isGranted()) {
            chain.doFilter(request, response);
        } else {
            problems.write(request, response, decision);
        }
    }
}
