package dev.edict.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * A stock STS as the contract describes it, on the tables that Edict keeps for it: it loads what is bound (§6.2) and
 * answers signed questions about its status (§6.3, §6.4). It shares no code with Edict.
 */
final class TableReadingSts implements AutoCloseable {

    private record Bundle(String versionId, String manifestSha256, Instant loadedAt) {}

    private record Bound(String versionId, String manifest, String manifestSha256) {}

    private static final String STATUS = "/internal/policy/status/";
    private static final long MOST_SKEW_SECONDS = 60;

    private final HttpServer server;
    private final int port;
    private final String keyHex;
    private final Map<String, Bundle> bundles = new ConcurrentHashMap<>();
    private final Set<String> nonces = ConcurrentHashMap.newKeySet();

    TableReadingSts(String keyHex) throws IOException {
        this.keyHex = keyHex;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
        port = server.getAddress().getPort();
    }

    int port() {
        return port;
    }

    /** As at an invalidation or a poll. */
    void load(String zoneId, JdbcClient tables) {
        var bound = tables.sql(
                        """
                        select b.active_version_id as version_id, v.manifest_json::text as manifest, v.manifest_sha256
                        from views.policy_set_bindings b join views.policy_set_versions v on v.id = b.active_version_id
                        where b.zone_id = :zone
                        """)
                .param("zone", zoneId)
                .query(Bound.class)
                .optional();
        if (bound.isEmpty()) {
            bundles.put(zoneId, new Bundle("", "no_active_policy_set", Instant.now()));
            return;
        }
        var manifest = bound.get().manifestSha256();
        if (!manifest.equals(hash(bound.get().manifest()))) {
            throw new IllegalStateException("the manifest does not have its hash");
        }
        bundles.compute(
                zoneId,
                (zone, installed) ->
                        installed != null && installed.manifestSha256().equals(manifest)
                                ? installed
                                : new Bundle(bound.get().versionId(), manifest, Instant.now()));
    }

    private static String hash(String manifest) {
        var compact = JsonMapper.shared()
                .readTree(manifest)
                .valueStream()
                .map(entry -> "{\"policy_version_id\":\"%s\"}"
                        .formatted(entry.get("policy_version_id").stringValue()))
                .collect(Collectors.joining(",", "[", "]"));
        return HexFormat.of().formatHex(sha256(compact.getBytes(StandardCharsets.UTF_8)));
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getRawPath();
            var authentic = path.startsWith(STATUS) && isAuthentic(exchange, path);
            var body = (authentic ? status(path.substring(STATUS.length())) : "{\"error\":\"access_denied\"}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(authentic ? 200 : 401, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private boolean isAuthentic(HttpExchange exchange, String path) throws IOException {
        var headers = exchange.getRequestHeaders();
        var timestamp = headers.getFirst("X-Caracal-Gateway-Timestamp");
        var nonce = headers.getFirst("X-Caracal-Gateway-Request");
        var signature = headers.getFirst("X-Caracal-Gateway-Signature");
        if (timestamp == null || nonce == null || signature == null) {
            return false;
        }
        var body = HexFormat.of().formatHex(sha256(exchange.getRequestBody().readAllBytes()));
        var signed = String.join("\n", timestamp, nonce, exchange.getRequestMethod(), path, body);
        return Math.abs(Instant.now().getEpochSecond() - Long.parseLong(timestamp)) <= MOST_SKEW_SECONDS
                && MessageDigest.isEqual(hmac(signed), HexFormat.of().parseHex(signature))
                && nonces.add(nonce);
    }

    private String status(String zoneId) {
        var bundle = bundles.get(zoneId);
        return bundle == null
                ? "{\"zone_id\":\"%s\",\"loaded\":false}".formatted(zoneId)
                : "{\"zone_id\":\"%s\",\"loaded\":true,\"policy_set_version_id\":\"%s\",\"manifest_sha256\":\"%s\",\"loaded_at\":\"%s\"}"
                        .formatted(
                                zoneId,
                                bundle.versionId(),
                                bundle.manifestSha256(),
                                bundle.loadedAt().truncatedTo(ChronoUnit.SECONDS));
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

    @Override
    public void close() {
        server.stop(0);
    }
}
