package dev.edict.replica;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.edict.replica.controlplane.Bundle;
import dev.edict.replica.controlplane.ControlPlaneClient;
import dev.edict.replica.controlplane.HttpBundleSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The control plane's routes for replicas, over real HTTP: bundles, the feed, and a roster with one place per id. */
public final class FakeControlPlane implements AutoCloseable {

    public static final String TOKEN = "cat_of-the-tests";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static {
        // Else the end of every answer waits for the acknowledgement of its beginning, some 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private record Row(Bundle bundle, long position) {}

    /** A request as it came in. */
    public record Received(String method, String path, String authorization, Map<String, Object> body) {}

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final FakeCanaries canaries = new FakeCanaries();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private volatile UnaryOperator<String> tampering = UnaryOperator.identity();
    private final AtomicReference<@Nullable String> nextRefusal = new AtomicReference<>();
    private final AtomicReference<@Nullable String> nextRefusedAnswers = new AtomicReference<>();
    private final HttpServer server;
    private volatile String token = TOKEN;
    private long position;
    private long incarnation;
    private volatile boolean tellsBundles = true;
    private volatile boolean refusesBundles;
    private boolean hanging;
    private boolean feedIsDown;
    private boolean feedIsHeld;
    private int waitingFeeds;
    private volatile boolean refusesAll;
    private volatile boolean rosterIsDown;
    private volatile int leaseSeconds = 15;
    private volatile double heartbeatSeconds = 0.3;

    private FakeControlPlane(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public static FakeControlPlane started() {
        return new FakeControlPlane(0);
    }

    /** A URL at which nobody listens any more. */
    static URI nowhere() {
        try (var gone = started()) {
            return gone.address();
        }
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public ControlPlaneClient client() {
        return ControlPlaneClient.at(address(), () -> TOKEN, Duration.ofSeconds(2), 1024 * 1024);
    }

    HttpBundleSource source() {
        return new HttpBundleSource(client());
    }

    public void acceptOnly(String other) {
        token = other;
    }

    /** An activation, or whatever else this bundle says. */
    public synchronized void put(Bundle bundle) {
        rows.put(bundle.zoneId(), new Row(bundle, ++position));
        notifyAll();
    }

    void activate(String zoneId, long seq, String... documents) {
        put(Policies.bundle(zoneId, seq, documents));
    }

    synchronized void forget(String zoneId) {
        rows.remove(zoneId);
    }

    /** Changes each answer's body, after its tag was computed. */
    public void tamper(UnaryOperator<String> change) {
        tampering = change;
    }

    /** Accepts requests and answers none of them. */
    public synchronized void hang() {
        hanging = true;
    }

    synchronized void feedDown(boolean down) {
        feedIsDown = down;
        notifyAll();
    }

    /** As if every bundle were too long for the feed. */
    void tellNoBundles() {
        tellsBundles = false;
    }

    /** Only the feed tells bundles from now on. */
    void refuseBundles() {
        refusesBundles = true;
    }

    /** Questions to the feed that have come in wait beyond their time. */
    synchronized void holdFeeds() {
        feedIsHeld = true;
    }

    synchronized void releaseFeeds() {
        feedIsHeld = false;
        notifyAll();
    }

    synchronized int waitingFeeds() {
        return waitingFeeds;
    }

    /** Answers the questions to the feed that wait, and refuses whatever comes from now on. */
    synchronized void answerForTheLastTime() {
        refusesAll = true;
        feedIsHeld = false;
        notifyAll();
    }

    /** The next report, or registration, gets this code. */
    public void refuseNext(String statusAndCode) {
        nextRefusal.set(statusAndCode);
    }

    /** The next answers to canaries get this code. */
    void refuseNextAnswers(String statusAndCode) {
        nextRefusedAnswers.set(statusAndCode);
    }

    /** What comes from now on about the roster is refused, or no more. */
    void rosterDown(boolean down) {
        rosterIsDown = down;
    }

    void leaseSeconds(int seconds) {
        leaseSeconds = seconds;
    }

    public void heartbeatSeconds(double seconds) {
        heartbeatSeconds = seconds;
    }

    /** Every request, in the order in which they came. */
    List<Received> received() {
        return List.copyOf(received);
    }

    public List<Received> received(String method, String pathPattern) {
        return received.stream()
                .filter(request ->
                        request.method().equals(method) && request.path().matches(pathPattern))
                .toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().toString();
            var body = exchange.getRequestBody().readAllBytes();
            var authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            received.add(new Received(exchange.getRequestMethod(), path, authorization, object(body)));
            awaitIfHanging();
            if (refusesAll || (refusesBundles && path.startsWith("/v1/zones/"))) {
                refuse(exchange, "503 postgres_unreachable");
            } else if (!authorization.equals("Bearer " + token)) {
                refuse(exchange, "401 invalid_admin_token");
            } else if (path.endsWith("/canaries") && path.startsWith("/v1/zones/")) {
                canaries.answer(exchange, path.split("/", -1)[3], this::answer);
            } else if (path.startsWith("/v1/zones/")) {
                bundle(exchange, path.split("/", -1)[3]);
            } else if (path.startsWith("/v1/replicas/feed")) {
                feed(exchange);
            } else {
                roster(exchange, path);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(byte[] body) {
        return body.length == 0 ? Map.of() : JSON.readValue(body, Map.class);
    }

    private synchronized void awaitIfHanging() throws InterruptedException {
        while (hanging) {
            wait();
        }
    }

    private void bundle(HttpExchange exchange, String zoneId) throws IOException {
        var row = row(zoneId);
        if (row == null) {
            refuse(exchange, "404 zone_not_found");
            return;
        }
        var tag = "\"b%d-%s\""
                .formatted(row.bundle().activationSeq(), row.bundle().manifestSha256());
        exchange.getResponseHeaders().add("ETag", tag);
        if (tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
            exchange.sendResponseHeaders(304, -1);
            return;
        }
        answer(exchange, 200, WireJson.of(row.bundle()));
    }

    private synchronized @Nullable Row row(String zoneId) {
        return rows.get(zoneId);
    }

    private void feed(HttpExchange exchange) throws IOException, InterruptedException {
        var query = WireJson.query(exchange.getRequestURI());
        var after = query.containsKey("after") ? Long.parseLong(query.get("after")) : -1;
        var wait = Duration.parse("PT" + query.getOrDefault("wait", "0s"));
        var limit = Integer.parseInt(query.getOrDefault("limit", "1000"));
        var changed = changesAfter(after, wait);
        if (changed == null) {
            refuse(exchange, "503 postgres_unreachable");
            return;
        }
        var page = changed.stream().limit(limit).toList();
        var cursor =
                page.isEmpty() ? Math.max(after, 0) : page.get(page.size() - 1).position();
        var wire = new LinkedHashMap<String, @Nullable Object>();
        wire.put("cursor", Long.toString(cursor));
        wire.put("complete", page.size() == changed.size());
        wire.put(
                "changes",
                page.stream()
                        .map(row -> WireJson.change(
                                row.bundle(), row.position(), tellsBundles && "true".equals(query.get("bundles"))))
                        .toList());
        answer(exchange, 200, wire);
    }

    /** Null while the feed is down. */
    private synchronized @Nullable List<Row> changesAfter(long after, Duration wait) throws InterruptedException {
        var deadline = System.nanoTime() + wait.toNanos();
        waitingFeeds++;
        while (!feedIsDown && newer(after).isEmpty() && deadline - System.nanoTime() > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, deadline - System.nanoTime());
        }
        while (hanging || feedIsHeld) {
            wait();
        }
        waitingFeeds--;
        return feedIsDown ? null : newer(after);
    }

    private List<Row> newer(long after) {
        return rows.values().stream()
                .filter(row -> row.position() > after)
                .sorted(Comparator.comparingLong(Row::position))
                .toList();
    }

    private void roster(HttpExchange exchange, String path) throws IOException {
        var refusedAnswers = path.endsWith("/canaries") ? nextRefusedAnswers.getAndSet(null) : null;
        var refusal = refusedAnswers != null
                ? refusedAnswers
                : rosterIsDown ? "503 postgres_unreachable" : nextRefusal.getAndSet(null);
        if (refusal != null) {
            refuse(exchange, refusal);
        } else if (exchange.getRequestMethod().equals("DELETE")) {
            exchange.sendResponseHeaders(204, -1);
        } else if (path.equals("/v1/replicas")) {
            var given = Map.of(
                    "id",
                    "gw-1",
                    "incarnation",
                    next(),
                    "lease_seconds",
                    leaseSeconds,
                    "heartbeat_seconds",
                    heartbeatSeconds);
            answer(exchange, 201, given);
        } else {
            var reported = received.get(received.size() - 1).body();
            answer(exchange, 200, Map.of("counter", 1, "canaries", canaries.wanted(reported)));
        }
    }

    FakeCanaries canaries() {
        return canaries;
    }

    /** From here on the zone has one canary, which reads this resource. */
    public void defineCanaries(String zoneId, long version, String name, String resource) {
        canaries.define(zoneId, version, name, resource);
    }

    private synchronized long next() {
        return ++incarnation;
    }

    private void refuse(HttpExchange exchange, String statusAndCode) throws IOException {
        var parts = statusAndCode.split(" ", 2);
        answer(exchange, Integer.parseInt(parts[0]), Map.of("error", parts[1]));
    }

    private void answer(HttpExchange exchange, int status, Map<String, ?> json) throws IOException {
        var body = tampering.apply(JSON.writeValueAsString(json)).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        end();
    }

    /** Closes the port and every connection. */
    public void end() {
        synchronized (this) {
            hanging = false;
            feedIsHeld = false;
            feedIsDown = true;
            notifyAll();
        }
        server.stop(0);
        threads.shutdownNow();
    }
}
