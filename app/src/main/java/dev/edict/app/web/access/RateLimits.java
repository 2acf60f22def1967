package dev.edict.app.web.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.edict.app.web.error.ErrorWriter;
import io.github.bucket4j.Bucket;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Limits requests per minute, per address and per token (contract §2, rate limits). Each node counts for itself, so
 * that a rollback does not need Redis.
 */
@Component
public class RateLimits {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int MOST_COUNTED = 100_000;

    private final Budgets addresses;
    private final Budgets failures;
    private final Budgets callers;
    private final Budgets readiness;
    private final Budgets addressesOfReplicas;
    private final Budgets callersOfReplicas;
    private final Budgets consoles;
    private final DecisionPointRoutes replicas;
    private final ErrorWriter errors;

    RateLimits(RateProperties properties, DecisionPointRoutes replicas, ErrorWriter errors) {
        this.addresses = new Budgets(properties.requestsPerMinute());
        this.callers = new Budgets(properties.requestsPerMinute());
        this.failures = new Budgets(properties.authenticationFailuresPerMinute());
        this.readiness = new Budgets(properties.readinessPerMinute());
        this.addressesOfReplicas = new Budgets(properties.replicaRequestsPerMinute());
        this.callersOfReplicas = new Budgets(properties.replicaRequestsPerMinute());
        this.consoles = new Budgets(properties.consoleRequestsPerMinute());
        this.replicas = replicas;
        this.errors = errors;
    }

    public boolean ofAddress(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getRequestURI().equals(ManagementPort.READY)) {
            return take(readiness, request.getRemoteAddr(), request, response);
        }
        var budgets = replicas.contains(request) ? addressesOfReplicas : addresses;
        return isBeside(request) || take(budgets, request.getRemoteAddr(), request, response);
    }

    /** Applies the limit of the pages of the console, apart from that of the API. */
    public boolean ofConsole(HttpServletRequest request, HttpServletResponse response) throws IOException {
        return take(consoles, request.getRemoteAddr(), request, response);
    }

    /** Counts a request with an unknown token. */
    public boolean ofFailures(HttpServletRequest request, HttpServletResponse response) throws IOException {
        return take(failures, request.getRemoteAddr(), request, response);
    }

    /** Applies the limit of the authenticated caller, if there is one. */
    public boolean ofCaller(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var caller = Caller.current();
        var budgets = replicas.contains(request) ? callersOfReplicas : callers;
        return caller.isEmpty()
                || isBeside(request)
                || take(budgets, caller.get().tokenId(), request, response);
    }

    /** Health, metrics and the API description do not count against the limit of the API. */
    private static boolean isBeside(HttpServletRequest request) {
        var path = request.getRequestURI();
        return path.equals(ManagementPort.HEALTH)
                || path.equals(ManagementPort.METRICS)
                || DescriptionAccess.describes(path);
    }

    /** Returns false after it has written the error response. */
    private boolean take(Budgets budgets, String key, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var wait = budgets.take(key);
        if (wait == 0) {
            return true;
        }
        response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(wait));
        errors.write(request, response, HttpStatus.TOO_MANY_REQUESTS, "rate_limited", "Too many requests per minute");
        return false;
    }

    /** A token bucket for each key of the last minutes. */
    private static final class Budgets {

        private final int perMinute;
        private final Cache<String, Bucket> buckets = Caffeine.newBuilder()
                .maximumSize(MOST_COUNTED)
                .expireAfterAccess(MINUTE.multipliedBy(2))
                .build();

        Budgets(int perMinute) {
            this.perMinute = perMinute;
        }

        /** Returns the seconds to wait, rounded up; 0 for none. */
        long take(String key) {
            if (perMinute == 0) {
                return 0;
            }
            var probe = buckets.get(key, unseen -> Bucket.builder()
                            .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, MINUTE))
                            .build())
                    .tryConsumeAndReturnRemaining(1);
            if (probe.isConsumed()) {
                return 0;
            }
            return 1 + TimeUnit.NANOSECONDS.toSeconds(probe.getNanosToWaitForRefill() - 1);
        }
    }
}
