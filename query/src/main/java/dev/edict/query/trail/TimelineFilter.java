package dev.edict.query.trail;

import dev.edict.query.QueryRejection;
import dev.edict.query.QueryString;
import dev.edict.query.Times;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Selects timeline entries; null matches all.
 *
 * @param since start of the period, inclusive
 * @param until end of the period, exclusive
 */
public record TimelineFilter(
        @Parameter(
                        name = "since",
                        description = "Recorded at this instant (RFC 3339) or later.",
                        schema = @Schema(format = "date-time", minLength = 1, maxLength = Times.MAX_LENGTH))
                @Nullable
                OffsetDateTime since,
        @Parameter(
                        name = "until",
                        description = "Recorded before this instant (RFC 3339).",
                        schema = @Schema(format = "date-time", minLength = 1, maxLength = Times.MAX_LENGTH))
                @Nullable
                OffsetDateTime until,
        EntryFilter entries)
        implements QueryString {

    /** Selects all. */
    public static final TimelineFilter NONE = new TimelineFilter(null, null, EntryFilter.NONE);

    static TimelineFilter of(HttpServletRequest request) {
        var since = Times.instant(request, "since");
        var until = Times.instant(request, "until");
        if (since != null && until != null && !since.isBefore(until)) {
            throw QueryRejection.Reason.INVALID_QUERY.because("since must be before until");
        }
        return new TimelineFilter(since, until, EntryFilter.of(request));
    }

    /** The whole timeline, through this filter. */
    public static TimelineFilter always(EntryFilter entries) {
        return new TimelineFilter(null, null, entries);
    }

    /** A canonical text of the filter, which binds a cursor to its list; empty if there is no filter. */
    String fingerprint() {
        if (equals(NONE)) {
            return "";
        }
        var parts = Stream.concat(Stream.of(since, until), entries.parts())
                .map(part -> Objects.toString(part, ""))
                .map(part -> part.length() + ":" + part)
                .collect(Collectors.joining(","));
        return UUID.nameUUIDFromBytes(parts.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
