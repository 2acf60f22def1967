package dev.edict.console.timeline;

import dev.edict.console.page.FilterFields;
import dev.edict.console.page.Rights;
import dev.edict.console.page.UnknownPage;
import dev.edict.query.QueryRejection;
import dev.edict.query.trail.TimelineFilter;
import dev.edict.query.trail.TimelineReader;
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

    /** A stream ends with its client, its node or the right to read, and not by time. */
    private static final long WITHOUT_TIMEOUT = 0;

    private static final int MAX_LENGTH = 256;

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
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            @RequestParam(required = false) @Nullable String after,
            Principal caller,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (!timeline.knowsZone(zoneId)) {
            throw new UnknownPage();
        }
        var fields = new FilterFields(request);
        var filter = new TimelineFilter(
                null,
                null,
                fields.text("actor", MAX_LENGTH),
                null,
                fields.text("event", MAX_LENGTH),
                null,
                null,
                fields.text("request_id", MAX_LENGTH),
                null,
                fields.text("text", MAX_LENGTH));
        var last = sequence(lastEventId == null || lastEventId.isEmpty() ? after : lastEventId);
        var mayRead = rights.asLongAs(request, "zone:read", zoneId);
        // A proxy that collects the answer would hold back what happened.
        response.setHeader("X-Accel-Buffering", "no");
        var emitter = new SseEmitter(WITHOUT_TIMEOUT);
        if (HttpMethod.HEAD.matches(request.getMethod())) {
            emitter.complete();
            return emitter;
        }
        var close = streams.open(
                new StreamRequest(zoneId, filter, last, caller.getName(), mayRead),
                new BrowserClient(zoneId, emitter, rows));
        emitter.onCompletion(close);
        emitter.onError(failure -> close.run());
        return emitter;
    }

    private static @Nullable Long sequence(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        if (!text.matches("[0-9]{1,18}")) {
            throw QueryRejection.Reason.INVALID_QUERY.because("after must be the sequence of a timeline entry");
        }
        return Long.valueOf(text);
    }
}
