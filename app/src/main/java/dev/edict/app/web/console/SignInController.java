package dev.edict.app.web.console;

import dev.edict.app.web.access.BearerTokenAuthenticationProvider;
import dev.edict.app.web.access.Caller;
import dev.edict.app.web.access.RateLimits;
import dev.edict.app.web.error.ErrorWriter;
import dev.edict.command.api.session.ConsoleSessions;
import dev.edict.command.api.token.Capability;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.annotation.security.PermitAll;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Signs people in by an admin token or by the code of a one-time link, and out again. */
@Controller
@Hidden
class SignInController {

    private static final Logger LOG = LoggerFactory.getLogger(SignInController.class);
    private static final String PAGE = "sign-in";
    private static final Set<Capability> OF_PEOPLE = Set.of(Capability.READ, Capability.WRITE, Capability.APPROVE);

    private final BrowserOrigin origin;
    private final SessionCookie cookie;
    private final ConsoleSessions sessions;
    private final BearerTokenAuthenticationProvider tokens;
    private final RateLimits limits;
    private final ErrorWriter errors;

    SignInController(
            BrowserOrigin origin,
            SessionCookie cookie,
            ConsoleSessions sessions,
            BearerTokenAuthenticationProvider tokens,
            RateLimits limits,
            ErrorWriter errors) {
        this.origin = origin;
        this.cookie = cookie;
        this.sessions = sessions;
        this.tokens = tokens;
        this.limits = limits;
        this.errors = errors;
    }

    @GetMapping("/console/sign-in")
    @PermitAll
    @Nullable
    ModelAndView page(
            @RequestParam(required = false) @Nullable String next,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        if (!origin.isConfidential(request)) {
            Refusal.NOT_CONFIDENTIAL.write(request, response, errors);
            return null;
        }
        return page(next, null, HttpStatus.OK);
    }

    /** Gives every sign-in a session of its own, so that one that was planted before is worth nothing. */
    @PostMapping("/console/sign-in")
    @PermitAll
    @Nullable
    ModelAndView signIn(
            @RequestParam(required = false) @Nullable String token,
            @RequestParam(required = false) @Nullable String code,
            @RequestParam(required = false) @Nullable String next,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        if (!origin.isConfidential(request)) {
            Refusal.NOT_CONFIDENTIAL.write(request, response, errors);
            return null;
        }
        var hash = code == null ? hashOf(token) : sessions.redeem(code);
        var caller = hash.flatMap(tokens::findByHash);
        if (caller.isEmpty()) {
            return limits.ofFailures(request, response)
                    ? page(next, code == null ? "unknown_token" : "unknown_code", HttpStatus.UNAUTHORIZED)
                    : null;
        }
        if (!isOfAPerson(caller.get())) {
            return page(next, "token_of_a_machine", HttpStatus.FORBIDDEN);
        }
        cookie.read(request).ifPresent(sessions::close);
        cookie.write(request, response, sessions.open(hash.get()));
        LOG.info("{} signed in to the console from {}", caller.get().getName(), request.getRemoteAddr());
        return seeOther(SignInPaths.next(next));
    }

    private static Optional<String> hashOf(@Nullable String token) {
        return Optional.ofNullable(token)
                .map(String::strip)
                .filter(text -> !text.isEmpty() && text.length() <= BearerTokenAuthenticationProvider.MAX_LENGTH)
                .map(BearerTokenAuthenticationProvider::hash);
    }

    /** A console of the contract's own derives its tokens, and asserts an account with each request. */
    private static boolean isOfAPerson(Caller caller) {
        return OF_PEOPLE.contains(caller.capability()) && caller.origin() != Caller.Origin.DERIVED;
    }

    @PostMapping("/console/sign-out")
    @PermitAll
    ModelAndView signOut(HttpServletRequest request, HttpServletResponse response) {
        cookie.read(request).ifPresent(sessions::close);
        cookie.clear(request, response);
        return seeOther(SignInPaths.SIGN_IN);
    }

    @GetMapping({"/", "/console"})
    @PermitAll
    ModelAndView home() {
        return seeOther(SignInPaths.HOME);
    }

    private static ModelAndView page(@Nullable String next, @Nullable String problem, HttpStatus status) {
        var model = new HashMap<String, Object>(Map.of("next", SignInPaths.next(next)));
        if (problem != null) {
            model.put("problem", problem);
        }
        return new ModelAndView(PAGE, model, status);
    }

    private static ModelAndView seeOther(String path) {
        return new ModelAndView("redirect:" + path, HttpStatus.SEE_OTHER);
    }
}
