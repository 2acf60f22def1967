package dev.edict.app.web.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.edict.app.web.error.ErrorWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Limits concurrent requests in total, per address and per token. A request occupies a thread until its response is
 * sent, also to a slow client. No client can take all threads, and some stay free for health checks.
 */
@Component
public class ConcurrencyLimits {

    public static final String TOO_MANY = "too_many_concurrent_requests";

    /** A scraper needs one or two; the other threads stay free for {@code /health} and {@code /ready}. */
    private static final int MOST_SCRAPES = 4;

    private static final String EVERYBODY = "";

    private final Slots all;
    private final Slots scrapes;
    private final Slots addresses;
    private final Slots tokens;
    private final ErrorWriter errors;

    ConcurrencyLimits(ConcurrencyProperties properties, ErrorWriter errors) {
        this.errors = errors;
        this.all = overloaded(properties.inAll());
        this.scrapes = overloaded(MOST_SCRAPES);
        this.addresses = tooMany(properties.perAddress(), "from this address");
        this.tokens = tooMany(properties.perToken(), "with this token");
    }

    private Slots overloaded(int limit) {
        return new Slots(
                limit, HttpStatus.SERVICE_UNAVAILABLE, "overloaded", "Too many concurrent requests: retry later");
    }

    private Slots tooMany(int limit, String whose) {
        return new Slots(
                limit,
                HttpStatus.TOO_MANY_REQUESTS,
                TOO_MANY,
                "Too many concurrent requests %s: wait for their responses".formatted(whose));
    }

    /** Counts the token as presented: a request over the limit is rejected before the token is looked up. */
    public void pass(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getRequestURI().equals(ManagementPort.METRICS)) {
            scrapes.pass(EVERYBODY, request, response, chain);
            return;
        }
        if (ManagementPort.isManagement(request)) {
            chain.doFilter(request, response);
            return;
        }
        FilterChain fromAddress = (same, answer) -> addresses.pass(request.getRemoteAddr(), request, response, chain);
        FilterChain inAll = (same, answer) -> all.pass(EVERYBODY, request, response, fromAddress);
        var token = BearerToken.text(request).map(BearerTokenAuthenticationProvider::hash);
        if (token.isPresent()) {
            tokens.pass(token.get(), request, response, inAll);
        } else {
            inAll.doFilter(request, response);
        }
    }

    /** Permits per key, 0 for no limit; a quarter as many requests wait for a moment, and more are rejected. */
    private final class Slots {

        private static final Duration MOMENT = Duration.ofMillis(500);

        private final int limit;
        private final HttpStatus status;
        private final String code;
        private final String description;

        /** An entry lives as long as a request references it. */
        private final Cache<String, Semaphore> free =
                Caffeine.newBuilder().weakValues().build();

        Slots(int limit, HttpStatus status, String code, String description) {
            this.limit = limit;
            this.status = status;
            this.code = code;
            this.description = description;
        }

        void pass(String key, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            if (limit == 0) {
                chain.doFilter(request, response);
                return;
            }
            var slots = free.get(key, unseen -> new Semaphore(limit, true));
            if (!take(slots)) {
                response.setHeader(HttpHeaders.RETRY_AFTER, "1");
                errors.write(request, response, status, code, description);
                return;
            }
            try {
                chain.doFilter(request, response);
            } finally {
                slots.release();
            }
        }

        private boolean take(Semaphore slots) {
            try {
                return slots.getQueueLength() > limit / 4
                        ? slots.tryAcquire()
                        : slots.tryAcquire(MOMENT.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }
}
