package dev.edict.app.web.error;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.servlet.FilterRegistration;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Passes exceptions of filters to the controller advice that handles exceptions of controllers. */
@Component
@FilterRegistration(enabled = false)
public class ExceptionResolvingFilter extends OncePerRequestFilter {

    private final HandlerExceptionResolver failures;

    ExceptionResolvingFilter(@Qualifier("handlerExceptionResolver") HandlerExceptionResolver failures) {
        this.failures = failures;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (ServletException | RuntimeException e) {
            if (response.isCommitted() || failures.resolveException(request, response, null, e) == null) {
                throw e;
            }
        }
    }
}
