package dev.edict.replica.spring;

import dev.edict.replica.Outcome.OnHold;
import dev.edict.replica.spring.GatewayDecision.Verdict;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/** Writes refusals as problem details (RFC 9457), with the members that errors of Edict have. */
final class ProblemWriter {

    /** The request attribute that has the text about an unresolved policy input. */
    static final String DETAIL = "dev.edict.gateway.detail";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String RETRY_AFTER_SECONDS = "5";

    private final String challenge;

    /** @param challenge the {@code WWW-Authenticate} of an answer with status 401 */
    ProblemWriter(String challenge) {
        this.challenge = challenge;
    }

    void write(HttpServletRequest request, HttpServletResponse response, GatewayDecision decision) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        response.setStatus(decision.verdict().status());
        if (decision.verdict() == Verdict.UNAUTHENTICATED) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, challenge);
        }
        if (decision.verdict() == Verdict.UNAVAILABLE) {
            response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(JSON.writeValueAsBytes(problem(request, decision)));
    }

    private static Map<String, Object> problem(HttpServletRequest request, GatewayDecision decision) {
        var detail = detail(request, decision);
        var problem = new LinkedHashMap<String, Object>();
        problem.put("type", "urn:edict:error:" + decision.code());
        problem.put("title", decision.code().replace('_', ' '));
        problem.put("status", decision.verdict().status());
        problem.put("detail", detail);
        problem.put("instance", request.getRequestURI());
        problem.put("error", decision.code());
        problem.put("error_description", detail);
        if (decision.outcome() instanceof OnHold hold) {
            problem.put(GatewayDecision.STEP_UP_REQUIRED, hold.stepUpRequired());
        }
        return problem;
    }

    private static String detail(HttpServletRequest request, GatewayDecision decision) {
        if (decision.code().equals(GatewayDecision.POLICY_INPUT_UNRESOLVED)
                && request.getAttribute(DETAIL) instanceof String detail) {
            return detail;
        }
        if (decision.code().equals(GatewayDecision.ACCESS_DENIED)) {
            return "the request is refused before or beside the policy";
        }
        return switch (decision.verdict()) {
            case UNAUTHENTICATED -> "the request has no valid credentials";
            case ON_HOLD -> "the request is granted only after an approval";
            case UNAVAILABLE -> "the gateway cannot decide at the moment; try again later";
            case ALLOWED, DENIED -> "the policy in force does not grant the request";
        };
    }
}
