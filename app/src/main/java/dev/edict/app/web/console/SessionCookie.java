package dev.edict.app.web.console;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/**
 * The cookie with the secret of a session. Over TLS its name has the prefix {@code __Host-}, by which browsers refuse one
 * that another host set (RFC 6265bis §4.1.3.2).
 */
@Component
class SessionCookie {

    private static final String NAME = "edict-session";
    private static final String SECURE_NAME = "__Host-" + NAME;
    private static final int SECRET_LENGTH = 43;

    private final BrowserOrigin origin;

    SessionCookie(BrowserOrigin origin) {
        this.origin = origin;
    }

    /** The secret that the browser sent; empty if it sent none. */
    Optional<String> read(HttpServletRequest request) {
        return Optional.ofNullable(WebUtils.getCookie(request, name(request)))
                .map(Cookie::getValue)
                .filter(secret -> secret.length() == SECRET_LENGTH);
    }

    void write(HttpServletRequest request, HttpServletResponse response, String secret) {
        set(request, response, secret, Duration.ofSeconds(-1));
    }

    void clear(HttpServletRequest request, HttpServletResponse response) {
        set(request, response, "", Duration.ZERO);
    }

    private void set(HttpServletRequest request, HttpServletResponse response, String value, Duration age) {
        var cookie = ResponseCookie.from(name(request), value)
                .path("/")
                .httpOnly(true)
                .secure(origin.of(request).isSecure())
                .sameSite("Strict")
                .maxAge(age)
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }

    private String name(HttpServletRequest request) {
        return origin.of(request).isSecure() ? SECURE_NAME : NAME;
    }
}
