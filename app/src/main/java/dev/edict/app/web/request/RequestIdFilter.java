package dev.edict.app.web.request;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives every request an id, in the log, the events and the response, and every response its fixed headers. */
public class RequestIdFilter extends OncePerRequestFilter {

    public static final String HEADER = "x-request-id";
    private static final String MDC_KEY = "requestId";

    /** The contract echoes any text. A bounded length and visible characters keep it safe in logs and signed fields. */
    static final String ID = "[\\x21-\\x7e]{1,128}";

    private static final Pattern ACCEPTED = Pattern.compile(ID);

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var identified = identify(request, response);
        if (RequestTarget.of(request).isInApi()) {
            response.setHeader("x-content-type-options", "nosniff");
            response.setHeader("referrer-policy", "no-referrer");
            response.setHeader("cache-control", "no-store");
        }
        MDC.put(MDC_KEY, identified.getRequestId());
        try {
            chain.doFilter(identified, response);
        } finally {
            MDC.remove(MDC_KEY);
        }
    }

    /** Returns the request with its id, and sets the id on the response; a request keeps an id that it has already. */
    public static CachedRequest identify(HttpServletRequest request, HttpServletResponse response) {
        var told = response.getHeader(HEADER);
        var offered = told == null ? request.getHeader(HEADER) : told;
        var requestId = offered != null && ACCEPTED.matcher(offered).matches()
                ? offered
                : UuidCreator.getTimeOrderedEpoch().toString();
        response.setHeader(HEADER, requestId);
        return new CachedRequest(request, requestId);
    }
}
