package dev.edict.query;

import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads query-string parameters: each at most once, not empty, of bounded length. */
public final class Parameters {

    private Parameters() {}

    /** The value of a parameter, or null if absent; {@code refusal} creates the exception for an invalid value. */
    public static @Nullable String text(
            HttpServletRequest request, String name, int maxLength, Function<String, QueryRejection> refusal) {
        var values = values(request, name, refusal);
        if (values.length == 0) {
            return null;
        }
        if (values.length > 1) {
            throw refusal.apply("must be given once");
        }
        var value = values[0];
        if (value.isEmpty() || value.length() > maxLength) {
            throw refusal.apply("must have 1 to %d characters".formatted(maxLength));
        }
        if (!StorableText.is(value)) {
            throw refusal.apply("must be text without U+0000 and lone surrogates");
        }
        return value;
    }

    private static String[] values(HttpServletRequest request, String name, Function<String, QueryRejection> refusal) {
        try {
            var values = request.getParameterValues(name);
            return values == null ? new String[0] : values;
        } catch (IllegalStateException e) {
            // the servlet container reports an undecodable query string this way
            var undecodable = refusal.apply("must be percent-encoded UTF-8");
            undecodable.initCause(e);
            throw undecodable;
        }
    }
}
