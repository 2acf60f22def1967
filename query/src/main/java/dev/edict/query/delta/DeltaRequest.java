package dev.edict.query.delta;

import dev.edict.query.CursorText;
import dev.edict.query.PageRequest;
import dev.edict.query.QueryString;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * The requested page of a delta.
 *
 * @param against {@code active}, {@code none} or the id of a version
 */
record DeltaRequest(
        @Parameter(
                        name = "limit",
                        description = "Maximum number of changes; default 200.",
                        schema = @Schema(type = "integer", minimum = "1", maximum = PageRequest.MAX_LIMIT_TEXT))
                int limit,
        @Parameter(
                        name = "cursor",
                        description = PageRequest.CURSOR,
                        schema = @Schema(minLength = 1, maxLength = PageRequest.MAX_CURSOR_LENGTH))
                Start start,
        @Parameter(
                        name = "against",
                        description = "What to compare with: active (default), none, or the id of a version.",
                        schema = @Schema(minLength = 1, maxLength = LONGEST_ID))
                String against)
        implements QueryString {

    static final int LONGEST_ID = 512;

    /**
     * Where a page begins.
     *
     * @param change the position of its first change
     * @param compared the version that the first page was compared with; empty for none, and null for a first page
     */
    record Start(int change, @Nullable String compared) {

        static final Start FIRST = new Start(0, null);

        boolean isFirst() {
            return compared == null;
        }
    }

    static DeltaRequest of(HttpServletRequest request) {
        var limit = PageRequest.limit(request);
        var named = PageRequest.query(request, "against", LONGEST_ID);
        var against = named == null ? Against.ACTIVE : named;
        var cursor = PageRequest.cursor(request);
        return new DeltaRequest(limit, cursor == null ? Start.FIRST : after(cursor, against), against);
    }

    /** What governs may change between two pages, so a cursor names the version that it continues with. */
    private static Start after(String cursor, String against) {
        var json = CursorText.read(cursor);
        var from = json.path("from");
        var compared = json.path("with");
        if (!from.isInt()
                || from.intValue() < 1
                || !compared.isString()
                || !json.path("against").asString("").equals(against)) {
            throw CursorText.invalid();
        }
        return new Start(from.intValue(), compared.stringValue());
    }

    String cursor(int next, @Nullable String versionId) {
        return CursorText.write(json -> json.put("from", next)
                .put("with", versionId == null ? "" : versionId)
                .put("against", against));
    }
}
