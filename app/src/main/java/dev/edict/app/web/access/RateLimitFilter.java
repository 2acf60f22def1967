package dev.edict.app.web.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.GenericFilterBean;

/** Passes on a request within a limit; otherwise the limit has already written the response. */
public final class RateLimitFilter extends GenericFilterBean {

    /** A limit of {@link RateLimits}, which writes the response to a request above it. */
    @FunctionalInterface
    public interface Limit {
        boolean lets(HttpServletRequest request, HttpServletResponse response) throws IOException;
    }

    private final Limit limit;

    public RateLimitFilter(Limit limit) {
        this.limit = limit;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (limit.lets((HttpServletRequest) request, (HttpServletResponse) response)) {
            chain.doFilter(request, response);
        }
    }
}
