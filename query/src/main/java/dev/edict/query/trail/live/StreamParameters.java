package dev.edict.query.trail.live;

import dev.edict.query.PageRequest;
import dev.edict.query.QueryString;
import dev.edict.query.trail.EntryFilter;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/**
 * What a client of the API asks for: where its stream begins, and which entries it has.
 *
 * @param after the sequence of the last entry that the client has; null to start with the next new one
 */
record StreamParameters(
        @Parameter(
                        name = StreamPosition.PARAMETER,
                        description =
                                "Entries after this sequence; without it and Last-Event-ID, those that are recorded from now on.",
                        schema =
                                @Schema(
                                        minLength = 1,
                                        maxLength = StreamParameters.MAX_LENGTH,
                                        pattern = StreamPosition.SEQUENCE))
                @Nullable
                Long after,
        EntryFilter filter)
        implements QueryString {

    private static final int MAX_LENGTH = 18;

    static StreamParameters of(HttpServletRequest request) {
        var lastEventId = String.join(",", Collections.list(request.getHeaders(StreamPosition.HEADER)));
        var after = PageRequest.query(request, StreamPosition.PARAMETER, MAX_LENGTH);
        return new StreamParameters(StreamPosition.of(lastEventId, after), EntryFilter.of(request));
    }
}
