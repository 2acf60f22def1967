package dev.edict.query.audit;

import dev.edict.query.PageRequest;
import dev.edict.query.Times;
import jakarta.servlet.http.HttpServletRequest;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What all audit lists can be asked, checked as far as a query is: fields and cursor are not looked into yet, because
 * what is wrong with them is refused by another name, and later.
 */
record ListParameters(
        @Nullable OffsetDateTime since,
        @Nullable OffsetDateTime until,
        boolean csv,
        @Nullable String fields,
        int limit,
        @Nullable String cursor) {

    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1000;
    private static final int MAX_FIELDS_LENGTH = 1000;

    static ListParameters of(HttpServletRequest request) {
        return new ListParameters(
                Times.utc(request, "since"),
                Times.utc(request, "until"),
                "csv".equals(Filters.oneOf(request, "format", List.of("json", "csv"))),
                PageRequest.query(request, "fields", MAX_FIELDS_LENGTH),
                PageRequest.limit(request, DEFAULT_LIMIT, MAX_LIMIT),
                PageRequest.cursor(request));
    }
}
