package dev.edict.app.web.error;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Errors of routes outside of the contract, as problem details (RFC 9457) with the same members inside; the routes of
 * the contract keep its shapes.
 */
final class Problem {

    private Problem() {}

    static Map<String, @Nullable Object> of(Map<?, ?> error, int status, HttpServletRequest request) {
        var problem = new LinkedHashMap<String, @Nullable Object>();
        var code = String.valueOf(error.get("error"));
        problem.put("type", "urn:edict:error:" + code);
        problem.put("title", code.replace('_', ' '));
        problem.put("status", status);
        problem.put("detail", error.get("error_description"));
        problem.put("instance", request.getRequestURI());
        problem.put("requestId", request.getRequestId());
        error.forEach((name, value) -> problem.putIfAbsent(String.valueOf(name), value));
        return problem;
    }
}
