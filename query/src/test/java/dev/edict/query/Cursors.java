package dev.edict.query;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.springframework.mock.web.MockHttpServletRequest;

/** Cursors that a client could invent. */
public final class Cursors {

    private Cursors() {}

    public static String of(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    public static String decoded(String cursor) {
        return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
    }

    /** A request with the value as a parameter, once or more often. */
    public static MockHttpServletRequest request(String name, String... values) {
        var request = new MockHttpServletRequest();
        request.addParameter(name, values);
        return request;
    }
}
