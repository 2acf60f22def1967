package dev.edict.app.web.access;

import dev.edict.app.web.error.ErrorWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.stereotype.Component;

/** Answers unauthenticated requests, and authenticated requests that the access rules deny. */
@Component
public class AccessRefusals implements AuthenticationEntryPoint, AccessDeniedHandler {

    /** The error code of a request without a token that is known. */
    public static final String INVALID_TOKEN = "invalid_admin_token";

    private final RateLimits limits;
    private final ErrorWriter errors;

    AccessRefusals(RateLimits limits, ErrorWriter errors) {
        this.limits = limits;
        this.errors = errors;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException unknown)
            throws IOException {
        if (limits.ofFailures(request, response)) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            errors.write(request, response, HttpStatus.UNAUTHORIZED, INVALID_TOKEN, "Missing or unknown bearer token");
        }
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException {
        var denial = RouteAuthorization.denial(denied).orElseThrow(() -> denied);
        errors.write(request, response, denial.status(), denial.code(), denial.explanation());
    }
}
