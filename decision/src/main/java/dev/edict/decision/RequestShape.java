package dev.edict.decision;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** What a request asks for, told by which members it carries (contract §8.5); only bootstrap and workload can coincide. */
enum RequestShape {
    BOOTSTRAP,
    MINT,
    WORKLOAD,
    USE;

    private static final String AGENT_LIFECYCLE = "agent:lifecycle";

    static Set<RequestShape> of(PolicyInput input) {
        var shapes = EnumSet.noneOf(RequestShape.class);
        for (var shape : values()) {
            if (shape.fits(input)) {
                shapes.add(shape);
            }
        }
        return shapes;
    }

    private boolean fits(PolicyInput input) {
        return switch (this) {
            case BOOTSTRAP -> isBootstrap(input);
            case MINT -> isMint(input);
            case WORKLOAD -> isWorkload(input);
            case USE -> isUse(input);
        };
    }

    private static boolean isBootstrap(PolicyInput input) {
        var scopes = input.context().requestedScopes();
        return isPlain(input) && !scopes.isEmpty() && scopes.stream().allMatch(AGENT_LIFECYCLE::equals);
    }

    private static boolean isMint(PolicyInput input) {
        var scopes = input.context().requestedScopes();
        return input.delegationEdge() != null
                && input.context().agentSessionId() != null
                && input.context().subjectClaims().isEmpty()
                && !scopes.isEmpty()
                && !scopes.contains(AGENT_LIFECYCLE);
    }

    private static boolean isWorkload(PolicyInput input) {
        return isPlain(input)
                && input.principal().type().equals("Workload")
                && input.action().id().equals("CredentialInjection");
    }

    private static boolean isUse(PolicyInput input) {
        var claims = input.context().subjectClaims();
        return input.context().requestedScopes().isEmpty() && namesDelegationEdge(claims) && carriesScopes(claims);
    }

    /** Neither delegated nor on anybody's behalf. */
    private static boolean isPlain(PolicyInput input) {
        return input.context().subjectClaims().isEmpty()
                && input.delegationEdge() == null
                && input.context().agentSessionId() == null;
    }

    private static boolean namesDelegationEdge(Map<String, Object> claims) {
        return claims.containsKey("delegation_edge_id") && !"".equals(claims.get("delegation_edge_id"));
    }

    private static boolean carriesScopes(Map<String, Object> claims) {
        return claims.get("scope") instanceof String scopes && scopes.chars().anyMatch(c -> c != ' ');
    }
}
