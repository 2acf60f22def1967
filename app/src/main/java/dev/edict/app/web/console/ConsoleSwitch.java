package dev.edict.app.web.console;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.web.servlet.FilterRegistration;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.NoHandlerFoundException;

/** Answers as if there were no console, if it is turned off. */
@Component
@FilterRegistration(enabled = false)
class ConsoleSwitch extends OncePerRequestFilter {

    private final boolean isOn;

    ConsoleSwitch(ConsoleProperties properties) {
        this.isOn = properties.isOn();
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return isOn;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        throw new NoHandlerFoundException(request.getMethod(), request.getRequestURI(), HttpHeaders.EMPTY);
    }
}
