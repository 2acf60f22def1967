package dev.edict.app.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.springframework.security.web.firewall.FirewalledRequest;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/**
 * Rejects a path that is not canonical. Routes match decoded segments without path parameters: with one spelling per
 * path, access rules, limits and the audit all see the same route.
 */
class CanonicalPathFirewall extends StrictHttpFirewall {

    /** Characters that RFC 3986 §2.3 never encodes; the superclass checks slashes, dots and parameters. */
    private static final Pattern NEEDLESSLY_ENCODED =
            Pattern.compile("(?x) %(2[DE] | 3[0-9] | [46][1-9A-F] | 5[0-9AF] | 7[0-9AE])", Pattern.CASE_INSENSITIVE);

    /** Methods, headers, parameters and ids are checked later, where each has an error code of its own. */
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
            throw new RequestRejectedException("the path encodes a character that needs no encoding");
        }
        return super.getFirewalledRequest(request);
    }
}
