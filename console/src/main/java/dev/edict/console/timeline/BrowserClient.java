package dev.edict.console.timeline;

import dev.edict.query.trail.TimelineEntry;
import dev.edict.query.trail.live.StreamClient;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter.DataWithMediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter.SseEventBuilder;

/** Sends entries to a browser: the id of an event is the sequence of its entry, the data is its row. */
class BrowserClient implements StreamClient {

    private final String zoneId;
    private final SseEmitter emitter;
    private final TimelineRows rows;

    BrowserClient(String zoneId, SseEmitter emitter, TimelineRows rows) {
        this.zoneId = zoneId;
        this.emitter = emitter;
        this.rows = rows;
    }

    @Override
    public void begin(long sequence) throws IOException {
        emitter.send(
                SseEmitter.event().id(String.valueOf(sequence)).name("begin").data(sequence));
    }

    /** One flush for all of them. */
    @Override
    public void send(List<TimelineEntry> entries) throws IOException {
        Set<DataWithMediaType> events = new LinkedHashSet<>();
        rows.of(zoneId, entries).forEach(row -> events.addAll(event(row).build()));
        emitter.send(events);
    }

    /** A carriage return would end a line of the event (HTML standard §9.2.6). */
    private SseEventBuilder event(TimelineRow row) {
        var html = rows.html(row).strip().replace("\r\n", "\n").replace('\r', '\n');
        return SseEmitter.event()
                .id(String.valueOf(row.entry().sequence()))
                .name("entry")
                .data(html);
    }

    @Override
    public void keepAlive() throws IOException {
        emitter.send(SseEmitter.event().comment(""));
    }

    @Override
    public void restart() throws IOException {
        emitter.send(SseEmitter.event().name("restart").data("reload"));
    }

    /** Nothing: the next request of the browser is answered with the page to sign in. */
    @Override
    public void refuse(String code) {}

    @Override
    public void end() {
        emitter.complete();
    }
}
