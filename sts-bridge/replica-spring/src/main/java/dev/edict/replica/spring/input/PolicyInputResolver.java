package dev.edict.replica.spring.input;

import dev.edict.decision.input.PolicyInput;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;

/**
 * Maps a request to the policy input that is decided (contract §8.4), in the zone of the input's principal. A bean of
 * this type replaces the table of routes.
 */
@FunctionalInterface
public interface PolicyInputResolver {

    /**
     * Maps a request.
     *
     * @param caller the authenticated caller; with Spring Security its {@code Authentication}
     * @return an input whose principal is proven to belong to its zone
     * @throws UnresolvedPolicyInput if the request maps to no input: answered with 403
     * @throws dev.edict.decision.input.InvalidPolicyInput from reading an input as JSON: answered with 403
     * @throws RuntimeException for every other failure: answered with 503
     */
    PolicyInput resolve(HttpServletRequest request, Principal caller);
}
