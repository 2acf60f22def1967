package dev.edict.replica.spring;

import dev.edict.replica.BundleIdentity;
import dev.edict.replica.Outcome;
import dev.edict.replica.Outcome.Allowed;
import dev.edict.replica.Outcome.Denied;
import dev.edict.replica.Outcome.OnHold;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a request, which the request carries as an attribute. Only {@link Verdict#ALLOWED} is access.
 *
 * @param code {@code allowed}, the contract's reason, or one of this class
 * @param outcome what the replica decided; null if it was not asked
 */
public record GatewayDecision(Verdict verdict, String code, @Nullable Outcome outcome) {

    /** The request attribute that has the decision. */
    public static final String ATTRIBUTE = "dev.edict.gateway.decision";

    /** The caller is not authenticated. */
    public static final String UNAUTHENTICATED = "unauthenticated";

    /** An allow that requires an approval first. */
    public static final String STEP_UP_REQUIRED = "step_up_required";

    /** The request could not be mapped to a policy input. */
    public static final String POLICY_INPUT_UNRESOLVED = "policy_input_unresolved";

    /** The mapping of the request to a policy input failed. */
    public static final String POLICY_INPUT_FAILED = "policy_input_failed";

    /** Spring Security refused the request for another reason than the policy. */
    public static final String ACCESS_DENIED = "access_denied";

    private static final Set<String> NOT_DECIDED =
            Set.of(Outcome.POLICY_NOT_LOADED, Outcome.POLICY_STALE, Outcome.POLICY_EVAL_FAILED);

    /** What a request gets, with the HTTP status of a refusal. */
    public enum Verdict {
        /** Access. */
        ALLOWED(200),
        /** An approval is required first. */
        ON_HOLD(403),
        /** The request is refused. */
        DENIED(403),
        /** The caller is unknown. */
        UNAUTHENTICATED(401),
        /** The gateway cannot decide at the moment. */
        UNAVAILABLE(503);

        private final int status;

        Verdict(int status) {
            this.status = status;
        }

        /** The HTTP status. */
        public int status() {
            return status;
        }

        /** The word in headers and metrics. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public GatewayDecision {
        if (verdict == Verdict.ALLOWED && !(outcome instanceof Allowed)) {
            throw new IllegalArgumentException("only an allowed outcome of the replica is access");
        }
    }

    static GatewayDecision of(Outcome outcome) {
        if (outcome instanceof Allowed) {
            return new GatewayDecision(Verdict.ALLOWED, Verdict.ALLOWED.word(), outcome);
        }
        if (outcome instanceof OnHold) {
            return new GatewayDecision(Verdict.ON_HOLD, STEP_UP_REQUIRED, outcome);
        }
        var reason = outcome instanceof Denied denied ? denied.reason() : ACCESS_DENIED;
        return new GatewayDecision(
                NOT_DECIDED.contains(reason) ? Verdict.UNAVAILABLE : Verdict.DENIED, reason, outcome);
    }

    static GatewayDecision undecided(Verdict verdict, String code) {
        return new GatewayDecision(verdict, code, null);
    }

    /** The newest decision of a request; empty if the gateway was not asked. */
    public static Optional<GatewayDecision> of(HttpServletRequest request) {
        return Optional.ofNullable((GatewayDecision) request.getAttribute(ATTRIBUTE));
    }

    /** Whether the request has access. */
    public boolean isGranted() {
        return verdict == Verdict.ALLOWED;
    }

    /** The activation and the version that decided; null if the replica was not asked, or never loaded the zone. */
    public @Nullable BundleIdentity bundle() {
        return outcome == null ? null : outcome.bundle();
    }
}
