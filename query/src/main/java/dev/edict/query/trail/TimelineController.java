package dev.edict.query.trail;

import static org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE;

import dev.edict.query.Page;
import dev.edict.query.QueryRejection;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.security.RolesAllowed;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Reads the history of a zone over HTTP: all events, or its governing versions. */
@RestController
class TimelineController {

    private final TimelineReader timeline;
    private final TimelineEntries entries;

    TimelineController(TimelineReader timeline, TimelineEntries entries) {
        this.timeline = timeline;
        this.entries = entries;
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
