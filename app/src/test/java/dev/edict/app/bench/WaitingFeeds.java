package dev.edict.app.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.HdrHistogram.ConcurrentHistogram;
import org.jspecify.annotations.Nullable;

/**
 * Many followers of the feed, each with a connection and a cursor of its own, and no thread; and how long after a change
 * its answer had come.
 */
final class WaitingFeeds implements Waiting {

    private static final long BETWEEN_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final String START = "0";
    private static final long LONGEST_MILLIS = 120_000;
    private static final Pattern SINCE = Pattern.compile("\"since\":\"([^\"]+)\"");
    private static final Pattern CURSOR = Pattern.compile("\"cursor\":\"(\\d+)\"");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port;
    private final ConcurrentHistogram millis = new ConcurrentHistogram(LONGEST_MILLIS, 3);
    private final LongAdder answers = new LongAdder();
    private final AtomicReference<@Nullable String> failure = new AtomicReference<>();
    private volatile boolean closed;

    WaitingFeeds(int port, List<String> tokens, int perToken) {
        this.port = port;
        tokens.forEach(token -> {
            for (int n = 0; n < perToken; n++) {
                follow(token, START);
                // They do not come in one moment, as decision points do not start in one.
                LockSupport.parkNanos(BETWEEN_NANOS);
            }
        });
    }

    @Override
    public long answers() {
        return answers.sum();
    }

    @Override
    public void reset() {
        millis.reset();
    }

    /** From the time that the answer gives for its change. */
    @Override
    public String delays() {
        return millis.getTotalCount() == 0
                ? "– | –"
                : "%d | %d".formatted(millis.getValueAtPercentile(50), millis.getValueAtPercentile(99));
    }

    @Override
    public Optional<String> failure() {
        return Optional.ofNullable(failure.get());
    }

    private void follow(String token, String cursor) {
        if (closed) {
            return;
        }
        var address = "http://127.0.0.1:%d/v1/replicas/feed?wait=60s&bundles=true&after=%s".formatted(port, cursor);
        var request = HttpRequest.newBuilder(URI.create(address))
                .header("Authorization", "Bearer " + token)
                .build();
        var answered = client.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .whenComplete((answer, error) -> next(token, cursor.equals(START), answer, error));
        if (answered.isCompletedExceptionally()) {
            failure.compareAndSet(null, "the request could not be sent");
        }
    }

    /** The newest change of the page; the last one, because they are in the order of the log. */
    private void time(String page) {
        SINCE.matcher(page)
                .results()
                .reduce((one, other) -> other)
                .map(since -> Duration.between(Instant.parse(since.group(1)), Instant.now())
                        .toMillis())
                .ifPresent(age -> millis.recordValue(Math.max(0, Math.min(LONGEST_MILLIS, age))));
    }

    private void next(
            String token, boolean wasFirst, @Nullable HttpResponse<String> answer, @Nullable Throwable error) {
        var page = answer == null ? "" : answer.body();
        var cursor = CURSOR.matcher(page);
        if (cursor.find()) {
            answers.increment();
            if (!wasFirst) {
                time(page);
            }
            follow(token, cursor.group(1));
        } else if (!closed) {
            failure.compareAndSet(null, error == null ? page : error.toString());
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
