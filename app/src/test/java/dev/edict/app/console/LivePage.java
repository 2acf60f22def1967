package dev.edict.app.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** A browser that follows a zone, breaks its connection now and then, and resumes with its last entry. */
final class LivePage implements AutoCloseable {

    /** The id of a request that tells when it was sent, by the clock of this JVM. */
    static final String SENT_AT = "sent-at-";

    private static final Pattern SENT = Pattern.compile(SENT_AT + "(\\d+)");
    private static final Duration SHORTEST_CONNECTION = Duration.ofSeconds(3);
    private static final Duration LONGEST_CONNECTION = Duration.ofSeconds(20);
    private static final Duration AFTER_REFUSAL = Duration.ofMillis(300);

    private final HttpClient http;
    private final Pages session;
    private final String zoneId;
    private final Random random;
    private final List<Long> sequences = new CopyOnWriteArrayList<>();
    private final List<Long> lagMicros = new CopyOnWriteArrayList<>();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread;
    private volatile InputStream body = InputStream.nullInputStream();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger refusals = new AtomicInteger();

    LivePage(HttpClient http, Pages session, String zoneId, int number) {
        this.http = http;
        this.session = session;
        this.zoneId = zoneId;
        this.random = new Random(number);
        this.thread = new Thread(this::run, "live-page-" + number);
        thread.start();
    }

    String zoneId() {
        return zoneId;
    }

    List<Long> sequences() {
        return List.copyOf(sequences);
    }

    List<Long> lagMicros() {
        return lagMicros;
    }

    int connections() {
        return connections.get();
    }

    int refusals() {
        return refusals.get();
    }

    private void run() {
        try {
            var isOver = false;
            while (!isOver) {
                var pause = follow() ? Duration.ZERO : AFTER_REFUSAL;
                isOver = stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns whether there was a stream. */
    private boolean follow() throws InterruptedException {
        var last = sequences.isEmpty() ? "0" : String.valueOf(sequences.get(sequences.size() - 1));
        var request = HttpRequest.newBuilder(URI.create("%s/console/zones/%s/live".formatted(session.origin(), zoneId)))
                .header("cookie", session.cookieHeader())
                .header("last-event-id", last)
                .build();
        try {
            var answer = http.send(request, BodyHandlers.ofInputStream());
            body = answer.body();
            try (var lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
                if (answer.statusCode() != 200) {
                    refusals.incrementAndGet();
                    return false;
                }
                connections.incrementAndGet();
                read(lines);
            }
        } catch (IOException e) {
            // A broken connection; the next one resumes.
        }
        return true;
    }

    private void read(BufferedReader lines) throws IOException {
        var until = System.nanoTime() + random.nextLong(SHORTEST_CONNECTION.toNanos(), LONGEST_CONNECTION.toNanos());
        var id = "";
        var isEntry = false;
        var data = new StringBuilder();
        for (var line = lines.readLine(); line != null && goesOn(until); line = lines.readLine()) {
            if (line.isEmpty()) {
                if (isEntry) {
                    got(Long.parseLong(id), data.toString());
                }
                isEntry = false;
                data.setLength(0);
            } else if (line.startsWith("id:")) {
                id = line.substring("id:".length()).strip();
            } else if (line.startsWith("event:")) {
                isEntry = line.endsWith("entry");
            } else if (line.startsWith("data:")) {
                data.append(line);
            }
        }
    }

    private boolean goesOn(long until) {
        return stopping.getCount() > 0 && System.nanoTime() - until < 0;
    }

    private void got(long sequence, String row) {
        sequences.add(sequence);
        var sent = SENT.matcher(row);
        if (sent.find()) {
            lagMicros.add((System.nanoTime() - Long.parseLong(sent.group(1))) / 1_000);
        }
    }

    @Override
    public void close() {
        stopping.countDown();
        try {
            // Ends the read that is under way.
            body.close();
            thread.join(TimeUnit.SECONDS.toMillis(30));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
