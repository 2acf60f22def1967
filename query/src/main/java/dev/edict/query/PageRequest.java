package dev.edict.query;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which page of a list is asked for: at most so many rows, from where another page ended (contract §1.1). */
public record PageRequest(
        @Parameter(
                        name = "limit",
                        description = "How many at most; 200 unless told.",
                        schema = @Schema(type = "integer", minimum = "1", maximum = MAX_LIMIT_TEXT))
                int limit,
        @Parameter(
                        name = "cursor",
                        description = CURSOR,
                        schema = @Schema(minLength = 1, maxLength = MAX_CURSOR_LENGTH))
                RowPosition after)
        implements QueryString {

    public static final int MAX_LIMIT = 500;

    /** As annotations take it. */
    public static final String MAX_LIMIT_TEXT = "" + MAX_LIMIT;

    /** What a cursor is. */
    public static final String CURSOR = "The next_cursor of the page before.";

    public static final int MAX_CURSOR_LENGTH = 512;

    private static final int DEFAULT_LIMIT = 200;
    private static final Pattern DECIMAL = Pattern.compile("[1-9][0-9]{0,3}");

    public static PageRequest of(HttpServletRequest request) {
        var limit = limit(request);
        return from(limit, cursor(request));
    }

    /** The page that follows a cursor, or the first one without. */
    public static PageRequest from(int limit, @Nullable String cursor) {
        return new PageRequest(limit, cursor == null ? RowPosition.START : RowPosition.parse(cursor));
    }

    /** The parameter {@code limit}, within the bounds that most lists share. */
    public static int limit(HttpServletRequest request) {
        return limit(request, DEFAULT_LIMIT, MAX_LIMIT);
    }

    /** The parameter {@code limit} of a list with bounds of its own, of at most four digits. */
    public static int limit(HttpServletRequest request, int otherwise, int max) {
        var text = query(request, "limit", MAX_CURSOR_LENGTH);
        if (text == null) {
            return otherwise;
        }
        if (!DECIMAL.matcher(text).matches() || Integer.parseInt(text) > max) {
            throw QueryRejection.Reason.INVALID_QUERY.because("limit must be a whole number from 1 to %d", max);
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
                request, name, maxLength, wrong -> QueryRejection.Reason.INVALID_QUERY.because("%s %s", name, wrong));
    }
}
