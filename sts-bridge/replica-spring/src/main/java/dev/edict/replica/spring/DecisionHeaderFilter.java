package dev.edict.replica.spring;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Adds the debugging header {@code X-Edict-Decision} to responses; registered only where that is switched on. */
final class DecisionHeaderFilter extends OncePerRequestFilter {

    static final String HEADER = "X-Edict-Decision";

    private static final String RESPONSE = "dev.edict.gateway.debugged-response";

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        request.setAttribute(RESPONSE, response);
        chain.doFilter(request, response);
    }

    /** Writes the header, if it is switched on. */
    static void write(HttpServletRequest request, GatewayDecision decision) {
        if (request.getAttribute(RESPONSE) instanceof HttpServletResponse response) {
            response.setHeader(HEADER, text(decision));
        }
    }

    /** An item with parameters (RFC 8941). */
    private static String text(GatewayDecision decision) {
        var text =
                new StringBuilder(decision.verdict().word()).append("; code=").append(decision.code());
        var bundle = decision.bundle();
        if (bundle != null) {
            text.append("; zone=\"").append(bundle.zoneId()).append('"');
            text.append("; activation-seq=").append(bundle.activationSeq());
            if (bundle.versionId() != null) {
                text.append("; version=\"").append(bundle.versionId()).append('"');
            }
        }
        return text.toString();
    }
}
