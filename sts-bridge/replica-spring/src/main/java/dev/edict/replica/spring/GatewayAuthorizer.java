package dev.edict.replica.spring;

import dev.edict.decision.input.InvalidPolicyInput;
import dev.edict.replica.Replica;
import dev.edict.replica.background.LogSafeText;
import dev.edict.replica.spring.GatewayDecision.Verdict;
import dev.edict.replica.spring.input.PolicyInputResolver;
import dev.edict.replica.spring.input.UnresolvedPolicyInput;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides requests; the servlet filter and the authorization of Spring Security both ask it. Thread-safe. */
public final class GatewayAuthorizer {

    private static final Logger log = LoggerFactory.getLogger(GatewayAuthorizer.class);

    private final Replica replica;
    private final PolicyInputResolver resolver;
    private final DecisionCounter counter;

    /** Decides by this replica. */
    public GatewayAuthorizer(Replica replica, PolicyInputResolver resolver) {
        this(replica, resolver, decision -> {});
    }

    GatewayAuthorizer(Replica replica, PolicyInputResolver resolver, DecisionCounter counter) {
        this.replica = replica;
        this.resolver = resolver;
        this.counter = counter;
    }

    /**
     * Decides a request, and leaves the decision in {@link GatewayDecision#ATTRIBUTE}.
     *
     * @param caller null if the caller is not authenticated
     */
    public GatewayDecision decide(HttpServletRequest request, @Nullable Principal caller) {
        var decision = caller == null
                ? GatewayDecision.undecided(Verdict.UNAUTHENTICATED, GatewayDecision.UNAUTHENTICATED)
                : decideFor(caller, request);
        request.setAttribute(GatewayDecision.ATTRIBUTE, decision);
        DecisionHeaderFilter.write(request, decision);
        counter.count(decision);
        return decision;
    }

    private GatewayDecision decideFor(Principal caller, HttpServletRequest request) {
        try {
            var input = resolver.resolve(request, caller);
            return GatewayDecision.of(replica.decide(input.principal().zoneId(), input));
        } catch (UnresolvedPolicyInput | InvalidPolicyInput e) {
            log.debug("A request is refused, because it maps to no policy input: {}", e.getMessage());
            request.setAttribute(ProblemWriter.DETAIL, e.getMessage());
            return GatewayDecision.undecided(Verdict.DENIED, GatewayDecision.POLICY_INPUT_UNRESOLVED);
        } catch (RuntimeException e) {
            log.warn(
                    "A request is refused, because mapping it to a policy input failed: {}",
                    LogSafeText.ofRootCause(e));
            log.debug("The failed mapping", e);
            return GatewayDecision.undecided(Verdict.UNAVAILABLE, GatewayDecision.POLICY_INPUT_FAILED);
        }
    }
}
