package dev.edict.app.web.access;

import dev.edict.app.servers.CurrentSecrets;
import dev.edict.app.web.access.Caller.Origin;
import dev.edict.app.web.error.ErrorWriter;
import dev.edict.app.web.request.RequestTarget;
import dev.edict.query.QueryModule;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.time.Clock;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * The one way in: nothing passes without a token that is good for it, but the routes that say nothing about policies
 * (contract §2, in its order of checks).
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 6)
public class BearerAuthentication extends OncePerRequestFilter {

    private static final String READY = "/ready";
    private static final Set<String> OPEN = Set.of("/health", READY);

    public static final String ACCOUNT_HEADER = "x-caracal-account";
    public static final String AUTHORIZED_BY_HEADER = "x-caracal-authorized-by";
    public static final String CREATED_VIA_HEADER = "x-caracal-created-via";

    /** A name must not look like an actor of the log. */
    static final String NAME = "(?!(?i:admin:))[\\p{L}\\p{N} @._+:'-]{1,256}";

    private static final Pattern AUTHORIZED_BY = Pattern.compile(NAME);

    private final CurrentSecrets secrets;
    private final Callers callers;
    private final AccessRules rules;
    private final RateLimits limits;
    private final ErrorWriter errors;
    private final DescriptionAccess description;
    private final HandlerExceptionResolver failures;
    private final Clock clock = Clock.systemUTC();

    BearerAuthentication(
            CurrentSecrets secrets,
            Callers callers,
            AccessRules rules,
            RateLimits limits,
            ErrorWriter errors,
            DescriptionAccess description,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver failures) {
        this.secrets = secrets;
        this.callers = callers;
        this.rules = rules;
        this.limits = limits;
        this.errors = errors;
        this.description = description;
        this.failures = failures;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (OPEN.contains(request.getRequestURI()) || description.isOpenAt(request.getRequestURI())) {
            if (!request.getRequestURI().equals(READY) || limits.ofReadiness(request, response)) {
                chain.doFilter(request, response);
            }
            return;
        }
        Optional<Caller> caller;
        try {
            caller = letIn(request, response);
        } catch (RuntimeException e) {
            // out here no controller advice would see it
            failures.resolveException(request, response, null, e);
            return;
        }
        if (caller.isPresent()) {
            request.setAttribute(Caller.class.getName(), caller.get());
            request.setAttribute(QueryModule.ACCOUNT_ATTRIBUTE, caller.get().account());
            chain.doFilter(new Authenticated(request, caller.get()), response);
        }
    }

    /** Empty when the refusal has been written. */
    private Optional<Caller> letIn(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!limits.ofAddress(request, response)) {
            return Optional.empty();
        }
        var recognised = callers.find(request);
        if (recognised.isEmpty()) {
            if (limits.ofFailures(request, response)) {
                errors.write(
                        request,
                        response,
                        HttpStatus.UNAUTHORIZED,
                        "invalid_admin_token",
                        "No token, or one that nobody knows");
            }
            return Optional.empty();
        }
        var target = RequestTarget.of(request);
        var caller = recognised.get();
        request.setAttribute(Caller.class.getName(), caller);
        var denial = caller.origin() == Origin.SCRAPER ? Optional.<Denial>empty() : rules.check(caller, target);
        if (denial.isEmpty() && caller.origin() == Origin.DERIVED) {
            caller = caller.boundTo(account(request));
            denial = caller.account() == null
                    ? Optional.of(Denial.INVALID_ACCOUNT_ASSERTION)
                    : rules.checkAccount(caller, target);
        }
        if (denial.isPresent()) {
            errors.write(
                    request,
                    response,
                    denial.get().status(),
                    denial.get().code(),
                    denial.get().explanation());
            return Optional.empty();
        }
        return limits.ofCaller(caller, request, response) ? Optional.of(attributed(caller, request)) : Optional.empty();
    }

    private @Nullable String account(HttpServletRequest request) {
        var assertions = Collections.list(request.getHeaders(ACCOUNT_HEADER));
        return assertions.size() == 1
                ? ConsoleSecrets.account(secrets.adminToken(), assertions.get(0), clock)
                        .orElse(null)
                : null;
    }

    private static Caller attributed(Caller caller, HttpServletRequest request) {
        var named = request.getHeader(AUTHORIZED_BY_HEADER);
        return caller.onBehalfOf(
                named != null && AUTHORIZED_BY.matcher(named).matches() ? named : null,
                "operator".equals(request.getHeader(CREATED_VIA_HEADER)));
    }

    private static final class Authenticated extends HttpServletRequestWrapper {

        private final Caller caller;

        Authenticated(HttpServletRequest request, Caller caller) {
            super(request);
            this.caller = caller;
        }

        @Override
        public Principal getUserPrincipal() {
            return caller;
        }

        @Override
        public String getRemoteUser() {
            return caller.getName();
        }
    }
}
