package dev.edict.query.trail;

import dev.edict.query.Page;
import dev.edict.query.QueryRejection;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What happened in a zone, over HTTP: everything, or what governed it. */
@RestController
class TimelineController {

    private final TimelineReader timeline;
    private final TimelineEntries entries;

    TimelineController(TimelineReader timeline, TimelineEntries entries) {
        this.timeline = timeline;
        this.entries = entries;
    }

    @GetMapping("/v1/zones/{zoneId}/timeline")
    Page<TimelineEntry> timeline(@PathVariable String zoneId, HttpServletRequest request) {
        var asked = TimelineRequest.of(request);
        requireZone(zoneId);
        return asked.page(entries.read(zoneId, asked));
    }

    @GetMapping("/v1/zones/{zoneId}/activations")
    Page<ActivationEntry> activations(@PathVariable String zoneId, HttpServletRequest request) {
        var asked = ActivationsRequest.of(request);
        requireZone(zoneId);
        return asked.page(timeline.activations(zoneId, asked.before(), asked.limit()));
    }

    private void requireZone(String zoneId) {
        if (!timeline.knowsZone(zoneId)) {
            throw QueryRejection.Reason.ZONE_NOT_FOUND.because("no zone %s", zoneId);
        }
    }
}
