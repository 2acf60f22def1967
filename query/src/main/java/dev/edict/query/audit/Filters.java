package dev.edict.query.audit;

import dev.edict.query.PageRequest;
import dev.edict.query.QueryRejection;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Filter parameters of a list; an invalid value is rejected as {@code invalid_query}. */
final class Filters {

    private static final int MAX_LENGTH = 64;

    private Filters() {}

    static @Nullable String oneOf(HttpServletRequest request, String name, List<String> values) {
        var value = PageRequest.query(request, name, MAX_LENGTH);
        if (value != null && !values.contains(value)) {
            throw QueryRejection.Reason.INVALID_QUERY.because("%s must be %s", name, String.join(" or ", values));
        }
        return value;
    }

    /** The non-blank parts of a comma-separated list. */
    static List<String> list(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }
}
