package dev.edict.app.web.error;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Errors of the routes that the contract does not have, as problem details (RFC 9457) with the same members inside;
 * the contract's own routes keep its shapes.
 */
public final class Problem {

    private static final String ID = "[^/]+";
    private static final Pattern OWN_ROUTES = Pattern.compile(
            "/v1/zones/%s/(?:rollback|deactivate|active|settings|timeline|activations|policies/%s/versions/%s)"
                    .formatted(ID, ID, ID));

    private Problem() {}

    /** Of a path, or the pattern of one. */
    public static boolean isFor(String path) {
        return OWN_ROUTES.matcher(path).matches();
    }

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
