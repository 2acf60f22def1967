package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of server-sent events that remembers what it received. */
final class EventStream implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final HttpResponse<InputStream> answer;
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private volatile String lastId = "";
    private final AtomicInteger comments = new AtomicInteger();
    private volatile boolean isEnded;

    /** An event with data. */
    record Event(String id, String name, JsonNode data) {

        long sequence() {
            return data.get("sequence").asLong();
        }
    }

    EventStream(Edict edict, String token, String path, String lastEventId) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + edict.port() + path))
                .header("authorization", "Bearer " + token)
                .header("accept", "text/event-stream")
                .header("last-event-id", lastEventId)
                .build();
        try {
            answer = HTTP.send(request, BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).hasValue("text/event-stream");
        var reader = new Thread(this::read, "event-stream");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (var lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            var name = "message";
            var data = "";
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id:")) {
                    lastId = line.substring("id:".length());
                } else if (line.startsWith("event:")) {
                    name = line.substring("event:".length());
                } else if (line.startsWith("data:")) {
                    data += line.substring("data:".length());
                } else if (line.startsWith(":")) {
                    comments.incrementAndGet();
                } else if (line.isEmpty() && !data.isEmpty()) {
                    events.add(new Event(lastId, name, JsonMapper.shared().readTree(data)));
                    data = "";
                }
            }
        } catch (IOException e) {
            // the connection is broken, by this client or the other side
        } finally {
            isEnded = true;
        }
    }

    List<Event> events() {
        return List.copyOf(events);
    }

    List<Long> sequences() {
        return events.stream().map(Event::sequence).toList();
    }

    /** The id with which a browser would resume. */
    String lastId() {
        return lastId;
    }

    int comments() {
        return comments.get();
    }

    boolean isEnded() {
        return isEnded;
    }

    @Override
    public void close() {
        try {
            answer.body().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
