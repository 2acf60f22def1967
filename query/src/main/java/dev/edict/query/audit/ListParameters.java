package dev.edict.query.audit;

import dev.edict.query.PageRequest;
import dev.edict.query.QueryString;
import dev.edict.query.Times;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The common parameters of all audit lists. Fields and cursor are not validated yet, because their errors have other
 * codes and a later place in the contract's order.
 */
public record ListParameters(
        @Parameter(
                        name = "limit",
                        description = "Maximum number of items; default 100.",
                        schema = @Schema(type = "integer", minimum = "1", maximum = "" + ListParameters.MAX_LIMIT))
                int limit,
        @Parameter(
                        name = "cursor",
                        description = PageRequest.CURSOR,
                        schema = @Schema(minLength = 1, maxLength = PageRequest.MAX_CURSOR_LENGTH))
                @Nullable
                String cursor,
        @Parameter(
                        name = "since",
                        description = "Occurred at this time or later, ISO 8601 with Z.",
                        schema = @Schema(pattern = Times.UTC_FORM, minLength = 1, maxLength = Times.MAX_LENGTH))
                @Nullable
                OffsetDateTime since,
        @Parameter(
                        name = "until",
                        description = "Occurred before this time, ISO 8601 with Z.",
                        schema = @Schema(pattern = Times.UTC_FORM, minLength = 1, maxLength = Times.MAX_LENGTH))
                @Nullable
                OffsetDateTime until,
        @Parameter(
                        name = "fields",
                        description = "A comma-separated list of the members to return.",
                        schema = @Schema(minLength = 1, maxLength = ListParameters.MAX_FIELDS_LENGTH))
                @Nullable
                String fields,
        @Parameter(
                        name = "format",
                        description = "csv returns a file without a cursor, regardless of Accept.",
                        schema = @Schema(allowableValues = {"json", "csv"}))
                boolean csv)
        implements QueryString {

    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1000;
    private static final int MAX_FIELDS_LENGTH = 1000;

    static ListParameters of(HttpServletRequest request) {
        var since = Times.utc(request, "since");
        var until = Times.utc(request, "until");
        var csv = "csv".equals(Filters.oneOf(request, "format", List.of("json", "csv")));
        var fields = PageRequest.query(request, "fields", MAX_FIELDS_LENGTH);
        var limit = PageRequest.limit(request, DEFAULT_LIMIT, MAX_LIMIT);
        return new ListParameters(limit, PageRequest.cursor(request), since, until, fields, csv);
    }
}
