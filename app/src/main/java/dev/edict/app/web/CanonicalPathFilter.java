package dev.edict.app.web;

import dev.edict.app.web.error.ErrorWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses a path that is spelled otherwise than it needs to be. A route is found by its decoded segments without their
 * parameters: one spelling each leaves nobody who lets in, counts or records a request with another idea of its route.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class CanonicalPathFilter extends OncePerRequestFilter {

    /** Parameters, empty and dotted segments, and what RFC 3986 §2.3 never encodes, with both slashes. */
    private static final Pattern OTHERWISE = Pattern.compile(
            """
            (?x) ; | // | /\\.{1,2}(/|$)
            | %(2[DEF] | 3[0-9] | [46][1-9A-F] | 5[0-9ACF] | 7[0-9AE])
            """,
            Pattern.CASE_INSENSITIVE);

    private final ErrorWriter errors;

    CanonicalPathFilter(ErrorWriter errors) {
        this.errors = errors;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (OTHERWISE.matcher(request.getRequestURI()).find()) {
            errors.write(
                    request,
                    response,
                    HttpStatus.BAD_REQUEST,
                    "invalid_params",
                    "A path has no parameters, no empty or dotted segments, and no letter, digit or slash in percent");
        } else {
            chain.doFilter(request, response);
        }
    }
}
