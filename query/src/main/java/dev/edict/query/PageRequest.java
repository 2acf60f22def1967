package dev.edict.query;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which page of a list is asked for: at most so many rows, from where another page ended (contract §1.1). */
public record PageRequest(int limit, RowPosition after) {

    private static final int DEFAULT_LIMIT = 200;
    private static final int MAX_LIMIT = 500;
    private static final int MAX_CURSOR_LENGTH = 512;
    private static final Pattern DECIMAL = Pattern.compile("[1-9][0-9]{0,2}");

    public static PageRequest of(HttpServletRequest request) {
        var limit = limit(request);
        var cursor = cursor(request);
        return new PageRequest(limit, cursor == null ? RowPosition.START : RowPosition.parse(cursor));
    }

    /** The parameter {@code limit}, which all lists share. */
    public static int limit(HttpServletRequest request) {
        var text = query(request, "limit", MAX_CURSOR_LENGTH);
        if (text == null) {
            return DEFAULT_LIMIT;
        }
        if (!DECIMAL.matcher(text).matches() || Integer.parseInt(text) > MAX_LIMIT) {
            throw Unanswerable.Reason.INVALID_QUERY.because("limit must be a whole number from 1 to %d", MAX_LIMIT);
        }
        return Integer.parseInt(text);
    }

    /** The parameter {@code cursor}, still unread; null without one. */
    public static @Nullable String cursor(HttpServletRequest request) {
        return query(request, "cursor", MAX_CURSOR_LENGTH);
    }

    /** Any other parameter of a list; what is wrong with it is an {@code invalid_query}. */
    public static @Nullable String query(HttpServletRequest request, String name, int maxLength) {
        return Parameters.text(
                request, name, maxLength, wrong -> Unanswerable.Reason.INVALID_QUERY.because("%s %s", name, wrong));
    }
}
