package dev.edict.query.trail;

import dev.edict.query.CursorText;
import dev.edict.query.Page;
import dev.edict.query.PageRequest;
import dev.edict.query.QueryString;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;

/** The requested page of a zone's activations, newest first: a row limit and the activation number to start below. */
record ActivationsRequest(
        @Parameter(
                        name = "limit",
                        description = "Maximum number of items; default 200.",
                        schema = @Schema(type = "integer", minimum = "1", maximum = PageRequest.MAX_LIMIT_TEXT))
                int limit,
        @Parameter(
                        name = "cursor",
                        description = PageRequest.CURSOR,
                        schema = @Schema(minLength = 1, maxLength = PageRequest.MAX_CURSOR_LENGTH))
                long before)
        implements QueryString {

    static ActivationsRequest of(HttpServletRequest request) {
        var limit = PageRequest.limit(request);
        var cursor = PageRequest.cursor(request);
        return new ActivationsRequest(limit, cursor == null ? Long.MAX_VALUE : number(cursor));
    }

    Page<ActivationEntry> page(List<ActivationEntry> entries) {
        return new Page<>(entries, entries.size() == limit ? cursor(entries.get(limit - 1)) : null);
    }

    private static String cursor(ActivationEntry last) {
        return CursorText.write(json -> json.put("activation_seq", last.activationSeq()));
    }

    private static long number(String cursor) {
        var number = CursorText.read(cursor).get("activation_seq");
        if (number == null || !number.isIntegralNumber() || !number.canConvertToLong()) {
            throw CursorText.invalid();
        }
        return number.longValue();
    }
}
