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
        @Parameter(
                        name = "actor",
                        description = "Caused by this actor, e.g. admin:bootstrap.",
                        schema = @Schema(minLength = 1, maxLength = TimelineFilter.MAX_NAME_LENGTH))
                @Nullable
                String actor,
        @Parameter(
                        name = "on_behalf_of",
                        description = "Done on behalf of this name.",
                        schema = @Schema(minLength = 1, maxLength = TimelineFilter.MAX_NAME_LENGTH))
                @Nullable
                String onBehalfOf,
        @Parameter(
                        name = "event",
                        description = "Events with this name, e.g. zone.version_activated.",
                        schema = @Schema(minLength = 1, maxLength = TimelineFilter.MAX_LENGTH))
                @Nullable
                String event,
        @Parameter(
                        name = "entity_id",
                        description = "About this policy or policy set.",
                        schema = @Schema(minLength = 1, maxLength = TimelineFilter.MAX_LENGTH))
                @Nullable
                String entityId,
        @Parameter(
                        name = "version_id",
                        description = "About this version of a policy or of a policy set.",
                        schema = @Schema(minLength = 1, maxLength = TimelineFilter.MAX_LENGTH))
                @Nullable
                String versionId,
        @Parameter(
                        name = "request_id",
                        description = "Caused by this request.",
                        schema = @Schema(minLength = 1, maxLength = TimelineFilter.MAX_LENGTH))
                @Nullable
                String requestId,
        @Parameter(
                        name = "correlation_id",
                        description = "Followed from this request.",
                        schema = @Schema(minLength = 1, maxLength = TimelineFilter.MAX_LENGTH))
                @Nullable
                String correlationId,
        @Parameter(
                        name = "text",
                        description =
                                "Words of the summary or of the reason; \"quoted words\" stand together, -word is absent.",
                        schema = @Schema(minLength = 1, maxLength = TimelineFilter.MAX_NAME_LENGTH))
                @Nullable
                String text)
        implements QueryString {

    /** Selects all. */
    public static final TimelineFilter NONE =
            new TimelineFilter(null, null, null, null, null, null, null, null, null, null);

    private static final int MAX_NAME_LENGTH = 256;
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
                PageRequest.query(request, "actor", MAX_NAME_LENGTH),
                PageRequest.query(request, "on_behalf_of", MAX_NAME_LENGTH),
                PageRequest.query(request, "event", MAX_LENGTH),
                PageRequest.query(request, "entity_id", MAX_LENGTH),
                PageRequest.query(request, "version_id", MAX_LENGTH),
                PageRequest.query(request, "request_id", MAX_LENGTH),
                PageRequest.query(request, "correlation_id", MAX_LENGTH),
                PageRequest.query(request, "text", MAX_NAME_LENGTH));
    }

    /** Whether words are searched, which an index without an order finds. */
    boolean hasWords() {
        return text != null || onBehalfOf != null;
    }

    /** A canonical text of the filter, which binds a cursor to its list; empty if there is no filter. */
    String fingerprint() {
        if (equals(NONE)) {
            return "";
        }
        var parts = Stream.of(
                        since, until, actor, onBehalfOf, event, entityId, versionId, requestId, correlationId, text)
                .map(part -> Objects.toString(part, ""))
                .map(part -> part.length() + ":" + part)
                .collect(Collectors.joining(","));
        return UUID.nameUUIDFromBytes(parts.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
