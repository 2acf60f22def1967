package dev.edict.query.policy.history;

import dev.edict.query.CursorText;
import dev.edict.query.PageRequest;
import dev.edict.query.QueryString;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;

/** The requested page of a policy's history: a row limit and the place in its stream to start below. */
public record PolicyHistoryRequest(
        @Parameter(
                        name = "limit",
                        description = "Maximum number of items; default 20.",
                        schema = @Schema(type = "integer", minimum = "1", maximum = MAX_LIMIT_TEXT))
                int limit,
        @Parameter(
                        name = "cursor",
                        description = PageRequest.CURSOR,
                        schema = @Schema(minLength = 1, maxLength = PageRequest.MAX_CURSOR_LENGTH))
                long before)
        implements QueryString {

    private static final int MAX_LIMIT = 50;
    private static final String MAX_LIMIT_TEXT = "" + MAX_LIMIT;
    private static final int DEFAULT_LIMIT = 20;
    private static final String PLACE = "place";

    static PolicyHistoryRequest of(HttpServletRequest request) {
        var limit = PageRequest.limit(request, DEFAULT_LIMIT, MAX_LIMIT);
        var cursor = PageRequest.cursor(request);
        return new PolicyHistoryRequest(limit, cursor == null ? Long.MAX_VALUE : place(cursor));
    }

    static String cursor(long place) {
        return CursorText.write(json -> json.put(PLACE, place));
    }

    private static long place(String cursor) {
        var place = CursorText.read(cursor).get(PLACE);
        if (place == null || !place.isIntegralNumber() || !place.canConvertToLong()) {
            throw CursorText.invalid();
        }
        return place.longValue();
    }
}
