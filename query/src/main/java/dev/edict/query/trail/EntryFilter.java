package dev.edict.query.trail;

import dev.edict.query.PageRequest;
import dev.edict.query.QueryString;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Selects timeline entries by what they say, whenever they were recorded; null matches all. */
public record EntryFilter(
        @Parameter(
                        name = "actor",
                        description = "Caused by this actor, e.g. admin:bootstrap.",
                        schema = @Schema(minLength = 1, maxLength = EntryFilter.MAX_NAME_LENGTH))
                @Nullable
                String actor,
        @Parameter(
                        name = "on_behalf_of",
                        description = "Done on behalf of this name.",
                        schema = @Schema(minLength = 1, maxLength = EntryFilter.MAX_NAME_LENGTH))
                @Nullable
                String onBehalfOf,
        @Parameter(
                        name = "event",
                        description = "Events with this name, e.g. zone.version_activated.",
                        schema = @Schema(minLength = 1, maxLength = EntryFilter.MAX_LENGTH))
                @Nullable
                String event,
        @Parameter(
                        name = "entity_id",
                        description = "About this policy or policy set.",
                        schema = @Schema(minLength = 1, maxLength = EntryFilter.MAX_LENGTH))
                @Nullable
                String entityId,
        @Parameter(
                        name = "version_id",
                        description = "About this version of a policy or of a policy set.",
                        schema = @Schema(minLength = 1, maxLength = EntryFilter.MAX_LENGTH))
                @Nullable
                String versionId,
        @Parameter(
                        name = "request_id",
                        description = "Caused by this request.",
                        schema = @Schema(minLength = 1, maxLength = EntryFilter.MAX_LENGTH))
                @Nullable
                String requestId,
        @Parameter(
                        name = "correlation_id",
                        description = "Followed from this request.",
                        schema = @Schema(minLength = 1, maxLength = EntryFilter.MAX_LENGTH))
                @Nullable
                String correlationId,
        @Parameter(
                        name = "text",
                        description =
                                "Words of the summary or of the reason; \"quoted words\" stand together, -word is absent.",
                        schema = @Schema(minLength = 1, maxLength = EntryFilter.MAX_NAME_LENGTH))
                @Nullable
                String text)
        implements QueryString {

    /** Selects all. */
    public static final EntryFilter NONE = new EntryFilter(null, null, null, null, null, null, null, null);

    private static final int MAX_NAME_LENGTH = 256;
    private static final int MAX_LENGTH = 128;

    /** Reads the filter from the query string of a request. */
    public static EntryFilter of(HttpServletRequest request) {
        return new EntryFilter(
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

    Stream<@Nullable String> parts() {
        return Stream.of(actor, onBehalfOf, event, entityId, versionId, requestId, correlationId, text);
    }
}
