package dev.edict.query.trail;

import dev.edict.query.Page;
import dev.edict.query.Unanswerable;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The timeline of a zone over HTTP. */
@RestController
class TimelineController {

    private final TimelineReader timeline;

    TimelineController(TimelineReader timeline) {
        this.timeline = timeline;
    }

    @GetMapping("/v1/zones/{zoneId}/timeline")
    Page<TimelineEntry> timeline(@PathVariable String zoneId, HttpServletRequest request) {
        var asked = TimelineRequest.of(request);
        if (!timeline.knowsZone(zoneId)) {
            throw Unanswerable.Reason.ZONE_NOT_FOUND.because("no zone %s", zoneId);
        }
        return asked.page(timeline.read(zoneId, asked));
    }
}
