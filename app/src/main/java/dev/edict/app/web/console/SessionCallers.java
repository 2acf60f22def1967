package dev.edict.app.web.console;

import dev.edict.app.web.access.BearerTokenAuthenticationProvider;
import dev.edict.app.web.access.Caller;
import dev.edict.command.api.session.ConsoleSessions;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Finds whose session a browser has. Session and token are looked up each time, so that a revoked token has none. */
@Component
class SessionCallers {

    private final SessionCookie cookie;
    private final ConsoleSessions sessions;
    private final BearerTokenAuthenticationProvider tokens;

    SessionCallers(SessionCookie cookie, ConsoleSessions sessions, BearerTokenAuthenticationProvider tokens) {
        this.cookie = cookie;
        this.sessions = sessions;
        this.tokens = tokens;
    }

    /** The secret of the session that a request names; empty if it names none. */
    Optional<String> secretOf(HttpServletRequest request) {
        return cookie.read(request);
    }

    /** The caller of a session; empty if the session ended, or its token is no longer valid. */
    Optional<Caller> callerOf(String secret) {
        return sessions.tokenOf(secret).flatMap(tokens::findByHash);
    }
}
