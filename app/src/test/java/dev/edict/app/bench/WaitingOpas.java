package dev.edict.app.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.HdrHistogram.ConcurrentHistogram;
import org.jspecify.annotations.Nullable;

/**
 * What Open Policy Agents send: each waits for a bundle on a connection of its own, posts a status of 60 KB after each
 * answer, and waits again. Measures how long after an activation was sent the bundle had come.
 */
final class WaitingOpas implements Waiting {

    private static final long BETWEEN_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long LONGEST_MILLIS = 120_000;
    private static final String METRICS = "x".repeat(60_000);
    /** Archives are stored, and not deflated. */
    private static final Pattern REVISION = Pattern.compile("\"revision\":\"((\\d+):[0-9a-z]+)\"");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port;
    private final Map<String, Long> sentNanos = new ConcurrentHashMap<>();
    private final ConcurrentHistogram millis = new ConcurrentHistogram(LONGEST_MILLIS, 3);
    private final LongAdder answers = new LongAdder();
    private final AtomicReference<@Nullable String> failure = new AtomicReference<>();
    private volatile boolean closed;

    /** @param zones each with the token of its agents */
    WaitingOpas(int port, Map<String, String> zones, int perZone) {
        this.port = port;
        zones.forEach((zone, token) -> {
            for (int n = 0; n < perZone; n++) {
                get(new Agent(zone, token, "bench-%s-%d".formatted(zone, n)), null, null);
                // They do not come in one moment, as agents do not start in one.
                LockSupport.parkNanos(BETWEEN_NANOS);
            }
        });
    }

    private record Agent(String zone, String token, String instance) {}

    /** An activation of this zone is about to be sent. */
    void activating(String zone) {
        sentNanos.put(zone, System.nanoTime());
    }

    @Override
    public long answers() {
        return answers.sum();
    }

    /** From the sending of an activation to the bundle, in milliseconds; 0 without a bundle. */
    double delay(double percentile) {
        return millis.getValueAtPercentile(percentile);
    }

    /** From the sending of the activation. */
    @Override
    public String delays() {
        return millis.getTotalCount() == 0 ? "– | –" : "%.0f | %.0f".formatted(delay(50), delay(99));
    }

    @Override
    public void reset() {
        millis.reset();
    }

    @Override
    public Optional<String> failure() {
        return Optional.ofNullable(failure.get());
    }

    private void get(Agent agent, @Nullable String tag, @Nullable String revision) {
        if (closed) {
            return;
        }
        var request = request(agent, "/v1/opa/zones/%s/bundle.tar.gz".formatted(agent.zone()))
                .header("Prefer", "modes=snapshot,delta;wait=60")
                .header("Edict-Instance", agent.instance());
        if (tag != null) {
            request.header("If-None-Match", tag);
        }
        send(request.build(), answer -> {
            if (answer.statusCode() == 304) {
                post(agent, tag, revision);
                return;
            }
            var text = new String(answer.body(), StandardCharsets.ISO_8859_1);
            var found = REVISION.matcher(text);
            var newTag = answer.headers().firstValue("ETag");
            if (answer.statusCode() != 200 || newTag.isEmpty() || !found.find()) {
                failure.compareAndSet(null, answer.statusCode() + " " + text);
                return;
            }
            answers.increment();
            var sent = sentNanos.get(agent.zone());
            if (tag != null && sent != null) {
                millis.recordValue(Math.min(LONGEST_MILLIS, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sent)));
            }
            post(agent, newTag.get(), found.group(1));
        });
    }

    private void post(Agent agent, @Nullable String tag, @Nullable String revision) {
        var now = Instant.now();
        var status =
                """
                {"labels":{"id":"%s","version":"1.22.4","instance":"%s"},"bundles":{"%s":{"active_revision":"%s",
                 "last_request":"%s","last_successful_request":"%s","last_successful_activation":"%s"}},
                 "metrics":{"prometheus":"%s"}}
                """
                        .formatted(agent.instance(), agent.instance(), agent.zone(), revision, now, now, now, METRICS);
        send(
                request(agent, "/v1/opa/status")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(status))
                        .build(),
                answer -> {
                    if (answer.statusCode() != 204) {
                        failure.compareAndSet(
                                null, answer.statusCode() + " " + new String(answer.body(), StandardCharsets.UTF_8));
                    }
                    get(agent, tag, revision);
                });
    }

    private HttpRequest.Builder request(Agent agent, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + agent.token());
    }

    private interface Next {
        void with(HttpResponse<byte[]> answer);
    }

    private void send(HttpRequest request, Next next) {
        var answered = client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray())
                .whenComplete((answer, error) -> {
                    if (error == null) {
                        next.with(answer);
                    } else if (!closed) {
                        failure.compareAndSet(
                                null, List.of(request.uri(), error).toString());
                    }
                });
        if (answered.isCompletedExceptionally()) {
            failure.compareAndSet(null, "the request could not be sent");
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
