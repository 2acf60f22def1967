package dev.edict.replica.spring;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationResult;

/** A decision of the gateway in the events and exceptions of Spring Security. */
public final class GatewayAuthorizationResult implements AuthorizationResult {

    private static final long serialVersionUID = 1L;

    private final boolean isGranted;
    private final transient @Nullable GatewayDecision decision;

    GatewayAuthorizationResult(GatewayDecision decision) {
        this.isGranted = decision.isGranted();
        this.decision = decision;
    }

    @Override
    public boolean isGranted() {
        return isGranted;
    }

    /** The decision; empty after serialization. */
    public Optional<GatewayDecision> decision() {
        return Optional.ofNullable(decision);
    }
}
