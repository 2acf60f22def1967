package dev.edict.app.web.error;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The contract's error bodies (§1.1): short, canonical, and the router's own for an unknown route. */
public final class ErrorBody {

    /** The request attribute that holds the code of the error response. */
    public static final String CODE_ATTRIBUTE = "dev.edict.error";

    private ErrorBody() {}

    public static Map<String, @Nullable Object> brief(String code, String description) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("error", code);
        body.put("error_description", description);
        return body;
    }

    public static Map<String, @Nullable Object> canonical(String code, String description, HttpServletRequest request) {
        var body = brief(code, description);
        body.put("requestId", request.getRequestId());
        return body;
    }

    public static Map<String, @Nullable Object> invalidBody(List<Issue> issues, HttpServletRequest request) {
        var body = canonical("invalid_body", "Request body failed validation", request);
        body.put("details", Map.of("issues", issues));
        return body;
    }

    public static Map<String, @Nullable Object> unknownRoute(HttpServletRequest request) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("message", "Route %s:%s not found".formatted(request.getMethod(), request.getRequestURI()));
        body.put("error", "Not Found");
        body.put("statusCode", 404);
        return body;
    }

    /** An invalid part of a body: the path of JSON members to it, and what was expected there. */
    public record Issue(List<String> path, String message) {

        /** From a Java property path such as {@code cases[2].expectReason}. */
        static Issue at(String propertyPath, String message) {
            var path = new ArrayList<String>();
            for (var part : propertyPath.split("[.\\[\\]]+", -1)) {
                if (!part.isEmpty()) {
                    path.add(snakeCase(part));
                }
            }
            return new Issue(List.copyOf(path), message);
        }
    }

    public static String snakeCase(String camelCase) {
        return camelCase.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(java.util.Locale.ROOT);
    }
}
