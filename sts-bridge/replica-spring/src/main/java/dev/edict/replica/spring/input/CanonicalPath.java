package dev.edict.replica.spring.input;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.RequestPath;

/** The path of a request, if it has one spelling: another could be one route here and another in the application. */
final class CanonicalPath {

    /** Parameters, empty and relative segments, backslashes, and the encodings of these and of control characters. */
    private static final Pattern AMBIGUOUS =
            Pattern.compile("[;\\\\]|//|/\\.{1,2}(/|$)|%(2e|2f|3b|5c|25|[01][0-9a-f]|7f)", Pattern.CASE_INSENSITIVE);

    private CanonicalPath() {}

    /**
     * The path within the application.
     *
     * @throws UnresolvedPolicyInput if the path has several spellings
     */
    static PathContainer of(HttpServletRequest request) {
        var path = request.getRequestURI();
        if (AMBIGUOUS.matcher(path).find()) {
            throw new UnresolvedPolicyInput("the path of the request has more than one spelling");
        }
        return RequestPath.parse(path, request.getContextPath()).pathWithinApplication();
    }
}
