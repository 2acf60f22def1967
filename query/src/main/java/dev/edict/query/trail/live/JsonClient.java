package dev.edict.query.trail.live;

import dev.edict.query.QueryRejection;
import dev.edict.query.trail.TimelineEntry;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter.DataWithMediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter.SseEventBuilder;

/** Sends entries to a client of the API: the id of an event is the sequence of its entry, the data is what a page has. */
final class JsonClient implements StreamClient {

    private static final long RETRY_MILLIS = 2_000;

    private final SseEmitter emitter;

    JsonClient(SseEmitter emitter) {
        this.emitter = emitter;
    }

    /** Without data, so that it sets the client's last id and is no event (HTML standard §9.2.6). */
    @Override
    public void begin(long sequence) throws IOException {
        emitter.send(SseEmitter.event().reconnectTime(RETRY_MILLIS).id(String.valueOf(sequence)));
    }

    /** One flush for all of them. */
    @Override
    public void send(List<TimelineEntry> entries) throws IOException {
        Set<DataWithMediaType> events = new LinkedHashSet<>();
        entries.forEach(entry -> events.addAll(event(entry).build()));
        emitter.send(events);
    }

    private static SseEventBuilder event(TimelineEntry entry) {
        return SseEmitter.event()
                .id(String.valueOf(entry.sequence()))
                .name("entry")
                .data(entry, MediaType.APPLICATION_JSON);
    }

    @Override
    public void keepAlive() throws IOException {
        emitter.send(SseEmitter.event().comment(""));
    }

    @Override
    public void restart() throws IOException {
        refuse(QueryRejection.Reason.SEQUENCE_BEYOND_HEAD.code());
    }

    @Override
    public void refuse(String code) throws IOException {
        emitter.send(SseEmitter.event().name("end").data(Map.of("error", code), MediaType.APPLICATION_JSON));
    }

    @Override
    public void end() {
        emitter.complete();
    }
}
