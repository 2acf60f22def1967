package dev.edict.query;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The requested page of a list: a row limit and the position where the previous page ended (contract §1.1). */
public record PageRequest(
        @Parameter(
                        name = "limit",
                        description = "Maximum number of items; default 200.",
                        schema = @Schema(type = "integer", minimum = "1", maximum = MAX_LIMIT_TEXT))
                int limit,
        @Parameter(
                        name = "cursor",
                        description = CURSOR,
                        schema = @Schema(minLength = 1, maxLength = MAX_CURSOR_LENGTH))
                RowPosition after)
        implements QueryString {

    public static final int MAX_LIMIT = 500;

    /** The limit as text, for annotations. */
    public static final String MAX_LIMIT_TEXT = "" + MAX_LIMIT;

    /** The description of the cursor parameter. */
    public static final String CURSOR = "The next_cursor of the previous page.";

    public static final int MAX_CURSOR_LENGTH = 512;

    private static final int DEFAULT_LIMIT = 200;
    private static final Pattern DECIMAL = Pattern.compile("[1-9][0-9]{0,3}");

    public static PageRequest of(HttpServletRequest request) {
        var limit = limit(request);
        return from(limit, cursor(request));
    }

    /** The page after a cursor, or the first page without one. */
    public static PageRequest from(int limit, @Nullable String cursor) {
        return new PageRequest(limit, cursor == null ? RowPosition.START : RowPosition.parse(cursor));
    }

    /** The parameter {@code limit}, within the bounds that most lists share. */
    public static int limit(HttpServletRequest request) {
        return limit(request, DEFAULT_LIMIT, MAX_LIMIT);
    }

    /** The parameter {@code limit} of a list with its own bounds, of at most four digits. */
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

    /** The unparsed parameter {@code cursor}; null if absent. */
    public static @Nullable String cursor(HttpServletRequest request) {
        return query(request, "cursor", MAX_CURSOR_LENGTH);
    }

    /** Any other parameter of a list; an invalid value is rejected as {@code invalid_query}. */
    public static @Nullable String query(HttpServletRequest request, String name, int maxLength) {
        return Parameters.text(
                request, name, maxLength, wrong -> QueryRejection.Reason.INVALID_QUERY.because("%s %s", name, wrong));
    }
}
