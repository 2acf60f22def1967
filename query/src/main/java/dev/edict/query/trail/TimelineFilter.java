package dev.edict.query.trail;

import dev.edict.query.PageRequest;
import dev.edict.query.QueryRejection;
import dev.edict.query.QueryString;
import dev.edict.query.Times;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
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
                        description = "Occurred at this instant (RFC 3339) or later.",
                        schema = @Schema(format = "date-time", minLength = 1, maxLength = Times.MAX_LENGTH))
                @Nullable
                OffsetDateTime since,
        @Parameter(
                        name = "until",
                        description = "Occurred before this instant (RFC 3339).",
                        schema = @Schema(format = "date-time", minLength = 1, maxLength = Times.MAX_LENGTH))
                @Nullable
                OffsetDateTime until,
        @Parameter(
                        name = "actor",
                        description = "Caused by this actor, e.g. admin:bootstrap.",
                        schema = @Schema(minLength = 1, maxLength = TimelineFilter.MAX_ACTOR_LENGTH))
                @Nullable
                String actor,
        @Parameter(
                        name = "event",
                        description = "Events with this name, e.g. zone.version_activated.",
                        schema = @Schema(minLength = 1, maxLength = TimelineFilter.MAX_LENGTH))
                @Nullable
                String event,
        @Parameter(
                        name = "request_id",
                        description = "Caused by this request.",
                        schema = @Schema(minLength = 1, maxLength = TimelineFilter.MAX_LENGTH))
                @Nullable
                String requestId)
        implements QueryString {

    /** Selects all. */
    public static final TimelineFilter NONE = new TimelineFilter(null, null, null, null, null);

    private static final int MAX_ACTOR_LENGTH = 256;
    private static final int MAX_LENGTH = 128;

    static TimelineFilter of(HttpServletRequest request) {
        var since = Times.instant(request, "since");
        var until = Times.instant(request, "until");
        if (since != null && until != null && !since.isBefore(until)) {
            throw QueryRejection.Reason.INVALID_QUERY.because("since must be before until");
        }
        return new TimelineFilter(
                since,
                until,
                PageRequest.query(request, "actor", MAX_ACTOR_LENGTH),
                PageRequest.query(request, "event", MAX_LENGTH),
                PageRequest.query(request, "request_id", MAX_LENGTH));
    }

    boolean hasPeriod() {
        return since != null || until != null;
    }

    /** A canonical text of the filter, which binds a cursor to its list; empty if there is no filter. */
    String fingerprint() {
        if (equals(NONE)) {
            return "";
        }
        var parts = Arrays.asList(since, until, actor, event, requestId).stream()
                .map(part -> Objects.toString(part, ""))
                .map(part -> part.length() + ":" + part)
                .collect(Collectors.joining(","));
        return UUID.nameUUIDFromBytes(parts.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
