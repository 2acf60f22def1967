package dev.edict.app.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.springframework.security.web.firewall.FirewalledRequest;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/**
 * Refuses a path that is spelled otherwise than it needs to be. A route is found by its decoded segments without their
 * parameters: one spelling each leaves nobody who lets in, counts or records a request with another idea of its route.
 */
class CanonicalPathFirewall extends StrictHttpFirewall {

    /** What RFC 3986 §2.3 never encodes; the library knows of slashes, dots, parameters and empty segments. */
    private static final Pattern NEEDLESSLY_ENCODED =
            Pattern.compile("(?x) %(2[DE] | 3[0-9] | [46][1-9A-F] | 5[0-9AF] | 7[0-9AE])", Pattern.CASE_INSENSITIVE);

    /** Methods, headers, parameters and the text of ids are judged later, where each has an error of its own. */
    CanonicalPathFirewall() {
        setUnsafeAllowAnyHttpMethod(true);
        setAllowedHeaderNames(name -> true);
        setAllowedHeaderValues(value -> true);
        setAllowedParameterNames(name -> true);
        setAllowedParameterValues(value -> true);
        setAllowUrlEncodedPercent(true);
        setAllowUrlEncodedLineFeed(true);
        setAllowUrlEncodedCarriageReturn(true);
        setAllowUrlEncodedLineSeparator(true);
        setAllowUrlEncodedParagraphSeparator(true);
        setAllowNull(true);
    }

    @Override
    public FirewalledRequest getFirewalledRequest(HttpServletRequest request) {
        if (NEEDLESSLY_ENCODED.matcher(request.getRequestURI()).find()) {
            throw new RequestRejectedException("a character of the path is encoded that need not be");
        }
        return super.getFirewalledRequest(request);
    }
}
