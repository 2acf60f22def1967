package dev.edict.query.trail;

import static org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE;

import dev.edict.query.Page;
import dev.edict.query.QueryRejection;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Reads the history of a zone over HTTP: all events, or its governing versions. */
@RestController
class TimelineController {

    private static final String NDJSON = "application/x-ndjson";
    private static final String CSV = "text/csv";

    private final TimelineReader timeline;
    private final TimelineEntries entries;
    private final TimelineExport export;

    TimelineController(TimelineReader timeline, TimelineEntries entries, TimelineExport export) {
        this.timeline = timeline;
        this.entries = entries;
        this.export = export;
    }

    @GetMapping("/v1/timeline")
    @RolesAllowed("installation:read")
    @Operation(operationId = "listTimelineOfAllZones", summary = "Lists the events of all zones.", tags = "Trail")
    @ApiResponse(responseCode = "default", content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    Page<TimelineEntry> timelineOfAllZones(TimelineRequest asked) {
        return asked.page(entries.read(null, asked));
    }

    @GetMapping("/v1/timeline/export")
    @RolesAllowed("installation:read")
    @Operation(
            operationId = "exportTimelineOfAllZones",
            summary = "Writes all matching events of all zones into a file, the oldest first.",
            tags = "Trail")
    @ApiResponse(
            responseCode = "200",
            content = {
                @Content(mediaType = NDJSON, schema = @Schema(type = "string")),
                @Content(mediaType = CSV, schema = @Schema(type = "string"))
            })
    void exportOfAllZones(TimelineFile file, HttpServletResponse response) throws IOException {
        write(null, "timeline", file, response);
    }

    @GetMapping("/v1/zones/{zoneId}/timeline/export")
    @RolesAllowed("zone:read")
    @Operation(
            operationId = "exportTimeline",
            summary = "Writes all matching events of a zone into a file, the oldest first.",
            tags = "Trail")
    @ApiResponse(
            responseCode = "200",
            content = {
                @Content(mediaType = NDJSON, schema = @Schema(type = "string")),
                @Content(mediaType = CSV, schema = @Schema(type = "string"))
            })
    @ApiResponse(responseCode = "404", description = "zone_not_found")
    void export(@PathVariable String zoneId, TimelineFile file, HttpServletResponse response) throws IOException {
        requireZone(zoneId);
        write(zoneId, "timeline-" + zoneId, file, response);
    }

    private void write(@Nullable String zoneId, String name, TimelineFile file, HttpServletResponse response)
            throws IOException {
        response.setContentType(file.format().mediaType());
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename("%s.%s".formatted(name, file.format().code()))
                        .build()
                        .toString());
        export.write(zoneId, file, response.getOutputStream());
    }

    @GetMapping("/v1/zones/{zoneId}/timeline")
    @RolesAllowed("zone:read")
    @Operation(operationId = "listTimeline", summary = "Lists the events of a zone.", tags = "Trail")
    @ApiResponse(responseCode = "404", description = "zone_not_found")
    @ApiResponse(responseCode = "default", content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    Page<TimelineEntry> timeline(@PathVariable String zoneId, TimelineRequest asked) {
        requireZone(zoneId);
        return asked.page(entries.read(zoneId, asked));
    }

    @GetMapping("/v1/zones/{zoneId}/activations")
    @RolesAllowed("zone:read")
    @Operation(
            operationId = "listActivations",
            summary = "Lists the governing versions of a zone, when and why.",
            tags = "Trail")
    @ApiResponse(responseCode = "404", description = "zone_not_found")
    @ApiResponse(responseCode = "default", content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    Page<ActivationEntry> activations(@PathVariable String zoneId, ActivationsRequest asked) {
        requireZone(zoneId);
        return asked.page(timeline.activations(zoneId, asked.before(), asked.limit()));
    }

    private void requireZone(String zoneId) {
        if (!timeline.knowsZone(zoneId)) {
            throw QueryRejection.Reason.ZONE_NOT_FOUND.because("no zone %s", zoneId);
        }
    }
}
