package dev.edict.query;

import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;

/**
 * The {@code ETag} that a change may name in {@code If-Match}: what kind of thing it is of, and a number that grows with
 * every change of what it protects.
 * Other members of an answer may change under the same tag, so it is not used to answer 304.
 */
public final class StateTag {

    private StateTag() {}

    public static void set(HttpServletResponse response, String state) {
        response.setHeader(HttpHeaders.ETAG, "\"" + state + "\"");
    }
}
