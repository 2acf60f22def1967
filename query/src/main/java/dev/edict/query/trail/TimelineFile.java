package dev.edict.query.trail;

import dev.edict.query.PageRequest;
import dev.edict.query.QueryRejection;
import dev.edict.query.QueryString;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The requested file of all entries that match a filter, the oldest first. */
record TimelineFile(
        @Parameter(
                        name = "format",
                        description = "ndjson: one JSON object a line (default); csv: RFC 4180, safe for spreadsheets.",
                        schema = @Schema(allowableValues = {"ndjson", "csv"}))
                Format format,
        TimelineFilter filter)
        implements QueryString {

    private static final int MAX_FORMAT_LENGTH = 16;

    /** How the entries are written. */
    enum Format {
        NDJSON("application/x-ndjson"),
        CSV("text/csv;charset=UTF-8");

        private final String mediaType;

        Format(String mediaType) {
            this.mediaType = mediaType;
        }

        String mediaType() {
            return mediaType;
        }

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static TimelineFile of(HttpServletRequest request) {
        return new TimelineFile(
                format(PageRequest.query(request, "format", MAX_FORMAT_LENGTH)), TimelineFilter.of(request));
    }

    private static Format format(@Nullable String code) {
        if (code == null) {
            return Format.NDJSON;
        }
        return Arrays.stream(Format.values())
                .filter(format -> format.code().equals(code))
                .findFirst()
                .orElseThrow(() -> QueryRejection.Reason.INVALID_QUERY.because(
                        "format must be %s",
                        Arrays.stream(Format.values()).map(Format::code).collect(Collectors.joining(" or "))));
    }
}
