package dev.edict.app.web.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.web.servlet.FilterRegistration;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Limits concurrent requests, including those whose token is still being looked up. */
@Component
@FilterRegistration(enabled = false)
public class ConcurrencyFilter extends OncePerRequestFilter {

    private final ConcurrencyLimits limits;

    ConcurrencyFilter(ConcurrencyLimits limits) {
        this.limits = limits;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        limits.pass(request, response, chain);
    }
}
