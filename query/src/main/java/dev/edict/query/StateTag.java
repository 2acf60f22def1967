package dev.edict.query;

import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;

/**
 * The {@code ETag} that a change may state in {@code If-Match}: the kind of the resource, and a number that grows with
 * every change of the protected state. Other members may change under the same tag, so it does not answer 304.
 */
public final class StateTag {

    private StateTag() {}

    public static void set(HttpServletResponse response, String state) {
        response.setHeader(HttpHeaders.ETAG, "\"" + state + "\"");
    }
}
