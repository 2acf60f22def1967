package dev.edict.app.web.access;

import dev.edict.query.trail.live.StreamRights;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.stereotype.Component;

/** Asks for the bearer token of a request again what it was asked for when the request arrived. */
@Component
class BearerRights implements StreamRights {

    private final BearerTokenAuthenticationProvider tokens;
    private final AccessRules rules;

    BearerRights(BearerTokenAuthenticationProvider tokens, AccessRules rules) {
        this.tokens = tokens;
        this.rules = rules;
    }

    @Override
    public Supplier<Optional<String>> refusal(HttpServletRequest request, String permission, @Nullable String zoneId) {
        var needed = Permission.parse(permission);
        var token = BearerToken.of(request);
        return () -> {
            if (token == null) {
                return Optional.of(AccessRefusals.INVALID_TOKEN);
            }
            try {
                return rules.check(tokens.authenticate(token), needed, zoneId).map(Denial::code);
            } catch (BadCredentialsException e) {
                return Optional.of(AccessRefusals.INVALID_TOKEN);
            }
        };
    }
}
