package dev.edict.replica.spring;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationTrustResolver;
import org.springframework.security.authentication.AuthenticationTrustResolverImpl;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/** Grants a request if the policy in force does: for {@code authorizeHttpRequests(… .access(gateway))}. */
public final class GatewayAuthorization implements AuthorizationManager<RequestAuthorizationContext> {

    private final GatewayAuthorizer authorizer;
    private final AuthenticationTrustResolver trust = new AuthenticationTrustResolverImpl();

    /** Grants what this authorizer allows. */
    public GatewayAuthorization(GatewayAuthorizer authorizer) {
        this.authorizer = authorizer;
    }

    @Override
    public GatewayAuthorizationResult authorize(
            Supplier<? extends @Nullable Authentication> authentication, RequestAuthorizationContext context) {
        var caller = authentication.get();
        return new GatewayAuthorizationResult(
                authorizer.decide(context.getRequest(), trust.isAuthenticated(caller) ? caller : null));
    }
}
