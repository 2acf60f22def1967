package dev.edict.app.web.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;

/** The unverified token of a request, with the account and the person that the request claims to act for. */
public final class BearerToken extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1L;

    private static final String PREFIX = "Bearer ";

    private final String token;
    private final Claims claims;

    /**
     * Claims of a request beside its token.
     *
     * @param accountAssertion of a console, not verified yet; null for none or several
     * @param authorizedBy null for none
     */
    record Claims(String path, @Nullable String accountAssertion, @Nullable String authorizedBy, boolean isViaOperator)
            implements java.io.Serializable {

        static Claims of(HttpServletRequest request) {
            var assertions = Collections.list(request.getHeaders(CallerHeaders.ACCOUNT));
            return new Claims(
                    request.getRequestURI(),
                    assertions.size() == 1 ? assertions.get(0) : null,
                    CallerHeaders.authorizedBy(request),
                    CallerHeaders.isViaOperator(request));
        }
    }

    private BearerToken(String token, Claims claims) {
        super(AuthorityUtils.NO_AUTHORITIES);
        this.token = token;
        this.claims = claims;
    }

    /** Returns null for a request without a token. */
    public static @Nullable BearerToken of(HttpServletRequest request) {
        return text(request)
                .map(token -> new BearerToken(token, Claims.of(request)))
                .orElse(null);
    }

    /** The text of the token; empty if there is none, or more than one. */
    public static Optional<String> text(HttpServletRequest request) {
        return Optional.<List<String>>of(Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION)))
                .filter(headers -> headers.size() == 1)
                .map(headers -> headers.get(0))
                .filter(header -> header.startsWith(PREFIX))
                .map(header -> header.substring(PREFIX.length()).strip())
                .filter(token -> !token.isEmpty() && token.length() <= BearerTokenAuthenticationProvider.MAX_LENGTH);
    }

    Claims claims() {
        return claims;
    }

    @Override
    public String getCredentials() {
        return token;
    }

    @Override
    public String getPrincipal() {
        return "";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
