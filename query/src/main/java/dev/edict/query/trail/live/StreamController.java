package dev.edict.query.trail.live;

import static org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE;
import static org.springframework.http.MediaType.TEXT_EVENT_STREAM_VALUE;

import dev.edict.query.QueryRejection;
import dev.edict.query.trail.TimelineReader;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Streams new timeline entries over HTTP as server-sent events, each with the JSON that a page has. */
@RestController
class StreamController {

    private static final String OF_ZONE = "zone:read";
    private static final String OF_ALL_ZONES = "installation:read";
    private static final String LAST_EVENT_ID = "The id of the last event that the client has; it goes before after.";

    /** The stream ends itself, and the container does not end it. */
    private static final long WITHOUT_TIMEOUT = 0;

    private final TimelineStream streams;
    private final TimelineReader timeline;
    private final StreamRights rights;

    StreamController(TimelineStream streams, TimelineReader timeline, StreamRights rights) {
        this.streams = streams;
        this.timeline = timeline;
        this.rights = rights;
    }

    @GetMapping("/v1/timeline/stream")
    @RolesAllowed(OF_ALL_ZONES)
    @Operation(
            operationId = "streamTimelineOfAllZones",
            summary =
                    "Streams the events of all zones as they are recorded, at most 20 streams of a token, each an hour.",
            tags = "Trail",
            parameters =
                    @Parameter(
                            name = StreamPosition.HEADER,
                            in = ParameterIn.HEADER,
                            description = LAST_EVENT_ID,
                            schema = @Schema(pattern = StreamPosition.SEQUENCE)))
    @ApiResponse(
            responseCode = "200",
            content = @Content(mediaType = TEXT_EVENT_STREAM_VALUE, schema = @Schema(type = "string")))
    @ApiResponse(responseCode = "400", description = "sequence_beyond_head")
    @ApiResponse(responseCode = "429", description = "too_many_waiting_requests")
    @ApiResponse(responseCode = "default", content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    SseEmitter streamOfAllZones(
            StreamParameters asked, Principal caller, HttpServletRequest request, HttpServletResponse response) {
        return open(null, OF_ALL_ZONES, asked, caller, request, response);
    }

    @GetMapping("/v1/zones/{zoneId}/timeline/stream")
    @RolesAllowed(OF_ZONE)
    @Operation(
            operationId = "streamTimeline",
            summary = "Streams the events of a zone as they are recorded, at most 20 streams of a token, each an hour.",
            tags = "Trail",
            parameters =
                    @Parameter(
                            name = StreamPosition.HEADER,
                            in = ParameterIn.HEADER,
                            description = LAST_EVENT_ID,
                            schema = @Schema(pattern = StreamPosition.SEQUENCE)))
    @ApiResponse(
            responseCode = "200",
            content = @Content(mediaType = TEXT_EVENT_STREAM_VALUE, schema = @Schema(type = "string")))
    @ApiResponse(responseCode = "400", description = "sequence_beyond_head")
    @ApiResponse(responseCode = "404", description = "zone_not_found")
    @ApiResponse(responseCode = "429", description = "too_many_waiting_requests")
    @ApiResponse(responseCode = "default", content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    SseEmitter stream(
            @PathVariable String zoneId,
            StreamParameters asked,
            Principal caller,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (!timeline.knowsZone(zoneId)) {
            throw QueryRejection.Reason.ZONE_NOT_FOUND.because("no zone %s", zoneId);
        }
        return open(zoneId, OF_ZONE, asked, caller, request, response);
    }

    private SseEmitter open(
            @Nullable String zoneId,
            String permission,
            StreamParameters asked,
            Principal caller,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (asked.after() != null) {
            streams.requireInLog(asked.after());
        }
        var emitter = new SseEmitter(WITHOUT_TIMEOUT);
        if (HttpMethod.HEAD.matches(request.getMethod())) {
            emitter.complete();
            return emitter;
        }
        var refusal = rights.refusal(request, permission, zoneId);
        var close = streams.open(
                new StreamRequest(zoneId, asked.filter(), asked.after(), caller.getName(), refusal),
                new JsonClient(emitter));
        emitter.onCompletion(close);
        emitter.onError(failure -> close.run());
        // A proxy that collects the answer would hold back what happened.
        response.setHeader("X-Accel-Buffering", "no");
        return emitter;
    }
}
