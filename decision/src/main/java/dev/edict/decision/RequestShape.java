package dev.edict.decision;

import dev.edict.decision.input.PolicyInput;
import dev.edict.decision.input.PolicyInput.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The shape of a request, derived from its members (contract §8.5). */
public enum RequestShape {
    BOOTSTRAP,
    WORKLOAD,
    /** A workload whose request also matches bootstrap; both shapes apply. */
    BOOTSTRAP_AND_WORKLOAD,
    MINT,
    USE,
    NONE;

    /** The scope of a bootstrap, which no mint may request. */
    public static final String AGENT_LIFECYCLE = "agent:lifecycle";
    /** The type of the principal of a workload request. */
    public static final String WORKLOAD_PRINCIPAL = "Workload";

    /** The action of a workload request. */
    public static final String CREDENTIAL_INJECTION = "CredentialInjection";

    private static final List<String> READ = List.of(
            "principal.type",
            "context.requested_scopes",
            "context.subject_claims",
            "context.subject_claims.delegation_edge_id",
            "context.subject_claims.scope",
            "context.agent_session_id",
            "delegation_edge");

    /** The word in explanations. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The members of the input that make its shape. */
    static List<String> reads(PolicyInput input) {
        if (!input.principal().type().equals(WORKLOAD_PRINCIPAL)) {
            return READ;
        }
        var reads = new ArrayList<>(READ);
        reads.add("action.id");
        return reads;
    }

    static RequestShape of(PolicyInput input) {
        if (isPlain(input)) {
            boolean bootstrap = asksForLifecycleOnly(input.context().requestedScopes());
            if (isWorkload(input)) {
                return bootstrap ? BOOTSTRAP_AND_WORKLOAD : WORKLOAD;
            }
            return bootstrap ? BOOTSTRAP : NONE;
        }
        if (isMint(input)) {
            return MINT;
        }
        return isUse(input) ? USE : NONE;
    }

    /** Without subject claims, a delegation edge and an agent session. */
    private static boolean isPlain(PolicyInput input) {
        return input.context().subjectClaims().isEmpty()
                && input.delegationEdge() == null
                && input.context().agentSessionId() == null;
    }

    private static boolean asksForLifecycleOnly(List<String> scopes) {
        for (var scope : scopes) {
            if (!scope.equals(AGENT_LIFECYCLE)) {
                return false;
            }
        }
        return !scopes.isEmpty();
    }

    private static boolean isWorkload(PolicyInput input) {
        return input.principal().type().equals(WORKLOAD_PRINCIPAL)
                && input.action().id().equals(CREDENTIAL_INJECTION);
    }

    private static boolean isMint(PolicyInput input) {
        var scopes = input.context().requestedScopes();
        return input.delegationEdge() != null
                && input.context().agentSessionId() != null
                && input.context().subjectClaims().isEmpty()
                && !scopes.isEmpty()
                && !scopes.contains(AGENT_LIFECYCLE);
    }

    private static boolean isUse(PolicyInput input) {
        var claims = input.context().subjectClaims();
        return input.context().requestedScopes().isEmpty()
                && claims.containsKey("delegation_edge_id")
                && !"".equals(claims.get("delegation_edge_id"))
                && !carriedScopes(input.context()).isEmpty();
    }

    /** The scopes of a mandate: the words of its {@code scope} claim; empty if the claim is not a string. */
    static List<String> carriedScopes(Context context) {
        if (!(context.subjectClaims().get("scope") instanceof String scope)) {
            return List.of();
        }
        return List.of(scope.split(" ", -1)).stream()
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
