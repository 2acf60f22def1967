package dev.edict.console.timeline;

import dev.edict.console.page.FilterFields;
import dev.edict.console.page.Rights;
import dev.edict.console.page.UnknownPage;
import dev.edict.query.trail.TimelineReader;
import dev.edict.query.trail.live.StreamPosition;
import dev.edict.query.trail.live.StreamRequest;
import dev.edict.query.trail.live.TimelineStream;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Streams new timeline entries to a browser as server-sent events, each with its row of the page. */
@Controller
@Hidden
class LiveTimeline {

    /** The stream ends itself, and the container does not end it. */
    private static final long WITHOUT_TIMEOUT = 0;

    private final TimelineStream streams;
    private final TimelineReader timeline;
    private final TimelineRows rows;
    private final Rights rights;

    LiveTimeline(TimelineStream streams, TimelineReader timeline, TimelineRows rows, Rights rights) {
        this.streams = streams;
        this.timeline = timeline;
        this.rows = rows;
        this.rights = rights;
    }

    /**
     * Streams the entries after the last one that the browser has.
     *
     * @param lastEventId sent by a browser that reconnects by itself; it goes before {@code after}
     * @param after the sequence of the last entry of the page
     */
    @GetMapping("/console/zones/{zoneId}/live")
    @RolesAllowed("zone:read")
    SseEmitter follow(
            @PathVariable String zoneId,
            @RequestHeader(name = StreamPosition.HEADER, required = false) @Nullable String lastEventId,
            @RequestParam(required = false) @Nullable String after,
            Principal caller,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (!timeline.knowsZone(zoneId)) {
            throw new UnknownPage();
        }
        var filter = ShownFilter.of(new FilterFields(request));
        var last = StreamPosition.of(lastEventId, after);
        var refusal = rights.laterRefusal(request, "zone:read", zoneId);
        // A proxy that collects the answer would hold back what happened.
        response.setHeader("X-Accel-Buffering", "no");
        var emitter = new SseEmitter(WITHOUT_TIMEOUT);
        if (HttpMethod.HEAD.matches(request.getMethod())) {
            emitter.complete();
            return emitter;
        }
        var close = streams.open(
                new StreamRequest(zoneId, filter, last, caller.getName(), refusal),
                new BrowserClient(zoneId, emitter, rows));
        emitter.onCompletion(close);
        emitter.onError(failure -> close.run());
        return emitter;
    }
}
