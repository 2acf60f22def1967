package dev.edict.replica.spring.input;

import java.security.Principal;
import java.util.Map;
import org.springframework.security.oauth2.server.resource.authentication.AbstractOAuth2TokenAuthenticationToken;

/** The claims of a bearer token that a resource server has verified, JWT or opaque. */
public final class BearerTokenClaims implements CallerClaims {

    @Override
    public Map<String, Object> of(Principal caller) {
        return caller instanceof AbstractOAuth2TokenAuthenticationToken<?> token
                ? token.getTokenAttributes()
                : Map.of();
    }
}
