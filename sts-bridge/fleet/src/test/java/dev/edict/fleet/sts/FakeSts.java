package dev.edict.fleet.sts;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * One process of a stock STS, as far as the contract describes its bundles (§6.2), signed requests (§6.3) and status
 * (§6.4). It shares no code with what asks it, and is held to the contract's vectors by {@code FakeStsTest}.
 */
public final class FakeSts implements AutoCloseable {

    /** What it answers instead of its status. */
    public enum Trouble {
        NONE,
        SILENT,
        DRIPPING,
        HTML,
        SERVER_ERROR,
        /** As with another key, or without its Redis. */
        UNAUTHORIZED,
        REDIRECT,
        NO_JSON,
        TOO_LONG,
        OTHER_ZONE,
        FOREIGN_MANIFEST
    }

    /** What it has installed for a zone; an empty version id and no hash of a manifest denies everything. */
    private record Bundle(String versionId, String manifestSha256, Instant loadedAt) {}

    private static final String STATUS = "/internal/policy/status/";
    private static final Duration MOST_SKEW = Duration.ofSeconds(60);
    private static final long LONGEST_WAIT_SECONDS = 20;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final StsTables tables;
    private final String keyHex;
    private final Clock clock;
    private final Map<String, Bundle> bundles = new ConcurrentHashMap<>();
    private final Set<String> nonces = ConcurrentHashMap.newKeySet();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile Trouble trouble = Trouble.NONE;
    private volatile Duration ahead = Duration.ZERO;

    public FakeSts(String address, int port, StsTables tables, String keyHex) {
        this(server(address, port), tables, keyHex, Clock.systemUTC());
    }

    FakeSts(HttpServer server, StsTables tables, String keyHex, Clock clock) {
        this.server = server;
        this.tables = tables;
        this.keyHex = keyHex;
        this.clock = clock;
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    private static HttpServer server(String address, int port) {
        try {
            return HttpServer.create(new InetSocketAddress(address, port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** The requests that it took, with the host they named. */
    public List<String> asked() {
        return asked;
    }

    public void has(Trouble next) {
        trouble = next;
    }

    /** An invalidation, a request of the zone, or a poll of a zone that it knows (§6.2). */
    public void load(String zoneId) {
        var binding = tables.binding(zoneId);
        var now = now();
        if (binding.isEmpty()) {
            bundles.put(zoneId, new Bundle("", "no_active_policy_set", now));
            return;
        }
        var manifest = binding.get().manifestSha256();
        bundles.compute(
                zoneId,
                (zone, installed) ->
                        installed != null && installed.manifestSha256().equals(manifest)
                                ? installed
                                : new Bundle(binding.get().versionId(), manifest, now));
    }

    public void runsAheadBy(Duration time) {
        ahead = time;
    }

    private Instant now() {
        return clock.instant().plus(ahead);
    }

    /** It begins anew, with nothing. */
    public void restart() {
        bundles.clear();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getRawPath();
            asked.add(exchange.getRequestHeaders().getFirst("Host") + " " + path);
            switch (trouble) {
                case SILENT -> awaitEnd();
                case DRIPPING -> drip(exchange);
                case HTML -> send(exchange, 200, "text/html", "<html>Sign in</html>");
                case SERVER_ERROR -> send(exchange, 503, "application/json", "{\"error\":\"sts_unavailable\"}");
                case REDIRECT -> {
                    exchange.getResponseHeaders().add("Location", "/elsewhere");
                    send(exchange, 302, "text/html", "");
                }
                case NO_JSON -> send(exchange, 200, "application/json", "{\"zone_id\":");
                case TOO_LONG -> send(exchange, 200, "application/json", " ".repeat(65_537));
                default -> status(exchange, path);
            }
        }
    }

    private void status(HttpExchange exchange, String path) throws IOException {
        if (!path.startsWith(STATUS)) {
            send(exchange, 404, "application/json", "{\"error\":\"not_found\"}");
        } else if (isAuthentic(exchange, path) && trouble != Trouble.UNAUTHORIZED) {
            send(exchange, 200, "application/json", status(path.substring(STATUS.length())));
        } else {
            send(
                    exchange,
                    401,
                    "application/json",
                    "{\"error\":\"access_denied\",\"error_description\":\"invalid signature\"}");
        }
    }

    private boolean isAuthentic(HttpExchange exchange, String path) throws IOException {
        return isAuthentic(
                exchange.getRequestHeaders().getFirst("X-Caracal-Gateway-Timestamp"),
                exchange.getRequestHeaders().getFirst("X-Caracal-Gateway-Request"),
                exchange.getRequestHeaders().getFirst("X-Caracal-Gateway-Signature"),
                exchange.getRequestMethod(),
                path,
                exchange.getRequestBody().readAllBytes());
    }

    boolean isAuthentic(
            @Nullable String timestamp,
            @Nullable String nonce,
            @Nullable String signature,
            String method,
            String path,
            byte[] body) {
        if (timestamp == null || nonce == null || signature == null) {
            return false;
        }
        var skew = Math.abs(now().getEpochSecond() - Long.parseLong(timestamp));
        var signed =
                String.join("\n", timestamp, nonce, method, path, HexFormat.of().formatHex(sha256(body)));
        return skew <= MOST_SKEW.toSeconds()
                && MessageDigest.isEqual(hmac(signed), HexFormat.of().parseHex(signature))
                && nonces.add(nonce);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] hmac(String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(HexFormat.of().parseHex(keyHex), "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String status(String zoneId) {
        var bundle = bundles.get(zoneId);
        var shownZone = trouble == Trouble.OTHER_ZONE ? "another-zone" : zoneId;
        if (bundle == null) {
            return "{\"zone_id\":\"%s\",\"loaded\":false}".formatted(shownZone);
        }
        var manifest = trouble == Trouble.FOREIGN_MANIFEST ? "9".repeat(64) : bundle.manifestSha256();
        var age = Duration.between(bundle.loadedAt(), now()).toSeconds();
        return "{\"zone_id\":\"%s\",\"loaded\":true,%s\"manifest_sha256\":\"%s\",\"loaded_at\":\"%s\"%s}"
                .formatted(
                        shownZone,
                        bundle.versionId().isEmpty()
                                ? ""
                                : "\"policy_set_version_id\":\"%s\",".formatted(bundle.versionId()),
                        manifest,
                        bundle.loadedAt().truncatedTo(ChronoUnit.SECONDS),
                        age == 0 ? "" : ",\"age_seconds\":" + age);
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** A byte each 100 ms: no single read waits long. */
    private void drip(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        for (int i = 0; i < 100 && closing.getCount() > 0; i++) {
            exchange.getResponseBody().write(' ');
            exchange.getResponseBody().flush();
            await(100, TimeUnit.MILLISECONDS);
        }
    }

    private void awaitEnd() {
        await(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
    }

    private void await(long time, TimeUnit unit) {
        try {
            if (closing.await(time, unit)) {
                Thread.currentThread().interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
