package dev.edict.app.web.console;

import dev.edict.app.web.access.RouteAuthorization;
import dev.edict.app.web.error.ErrorWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriUtils;

/** Sends browsers without a session to the sign-in page, and tells others what their token may not do. */
@Component
class ConsoleRefusals implements AuthenticationEntryPoint, AccessDeniedHandler {

    private static final Set<String> READING = Set.of("GET", "HEAD");

    private final ErrorWriter errors;

    ConsoleRefusals(ErrorWriter errors) {
        this.errors = errors;
    }

    /** A part of a page is not replaced by the sign-in page: the whole page goes there. */
    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException unknown)
            throws IOException {
        var isPart = request.getHeader("hx-request") != null;
        var isPage = READING.contains(request.getMethod()) && !isPart;
        var signIn = isPage ? SignInPaths.SIGN_IN + "?next=" + encoded(request) : SignInPaths.SIGN_IN;
        if (isPart) {
            response.setHeader("hx-redirect", signIn);
            response.setStatus(HttpStatus.UNAUTHORIZED.value());
        } else {
            response.setHeader("location", signIn);
            response.setStatus(HttpStatus.SEE_OTHER.value());
        }
    }

    private static String encoded(HttpServletRequest request) {
        var query = request.getQueryString();
        return UriUtils.encode(request.getRequestURI() + (query == null ? "" : "?" + query), StandardCharsets.UTF_8);
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException {
        if (denied instanceof CsrfException) {
            Refusal.EXPIRED_FORM.write(request, response, errors);
            return;
        }
        var denial = RouteAuthorization.denial(denied).orElseThrow(() -> denied);
        errors.write(request, response, denial.status(), denial.code(), denial.explanation());
    }
}
