package dev.edict.query.report;

import static dev.edict.query.QueryRejection.Reason.INVALID_QUERY;
import static dev.edict.query.QueryRejection.Reason.PERIOD_TOO_LONG;

import dev.edict.query.PageRequest;
import dev.edict.query.QueryRejection;
import dev.edict.query.QueryString;
import dev.edict.query.Times;
import dev.edict.query.report.file.ReportFormat;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import java.time.OffsetDateTime;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The requested period and format of a report. */
public record ReportRequest(
        @Parameter(
                        name = "from",
                        required = true,
                        description = "The beginning of the period, inclusive: an RFC 3339 instant.",
                        schema = @Schema(minLength = 1, maxLength = Times.MAX_LENGTH))
                OffsetDateTime from,
        @Parameter(
                        name = "to",
                        required = true,
                        description = "The end of the period, exclusive: an RFC 3339 instant, not in the future,"
                                + " at most 100 years after from.",
                        schema = @Schema(minLength = 1, maxLength = Times.MAX_LENGTH))
                OffsetDateTime to,
        @Parameter(
                        name = "format",
                        description = "json is the default; html and csv are files, regardless of Accept.",
                        schema = @Schema(allowableValues = {"json", "html", "csv"}))
                ReportFormat format)
        implements QueryString {

    static final int MOST_YEARS = 100;

    /**
     * A period of at most 100 years.
     *
     * @throws QueryRejection {@code invalid_query} or {@code period_too_long}
     */
    public ReportRequest {
        if (!from.isBefore(to)) {
            throw INVALID_QUERY.because("from must be before to");
        }
        if (to.isAfter(from.plusYears(MOST_YEARS))) {
            throw PERIOD_TOO_LONG.because("the period must have at most %d years", MOST_YEARS);
        }
    }

    static ReportRequest of(HttpServletRequest request) {
        var from = required("from", Times.instant(request, "from"));
        var to = required("to", Times.instant(request, "to"));
        return new ReportRequest(from, to, format(PageRequest.query(request, "format", Times.MAX_LENGTH)));
    }

    private static OffsetDateTime required(String name, @Nullable OffsetDateTime instant) {
        if (instant == null) {
            throw INVALID_QUERY.because("%s must be given: an RFC 3339 instant such as 2026-01-31T00:00:00Z", name);
        }
        return instant;
    }

    private static ReportFormat format(@Nullable String code) {
        return Arrays.stream(ReportFormat.values())
                .filter(format -> format.code().equals(code == null ? "json" : code))
                .findFirst()
                .orElseThrow(() -> INVALID_QUERY.because("format must be json, html or csv"));
    }
}
