package dev.edict.fleet.sts;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.edict.command.secret.GatewayKey;
import dev.edict.fleet.asking.Endpoint;
import dev.edict.fleet.roster.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.springframework.web.util.UriUtils;

/**
 * Asks the status endpoint at one address of a name (contract §6.3, §6.4): the connection goes to that address, the
 * name is in {@code Host} and, with https, what is asked of the certificate.
 */
final class StsClient implements AutoCloseable {

    /** Bytes of an answer. */
    static final int LONGEST = 65_536;

    /** Of one question, from the look at the pool to the last byte. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    /** Longer than a question may take, so that a silent address always has the same reason. */
    private static final Timeout SILENT_AT_MOST = Timeout.of(PATIENCE.multipliedBy(2));

    private static final Timeout CONNECT_WITHIN = Timeout.ofSeconds(1);

    /** Shorter than any STS keeps a connection: a question on one that was closed could not be repeated as it is. */
    private static final TimeValue KEPT_OPEN = TimeValue.ofSeconds(3);

    private static final int MOST_CONNECTIONS = 200;
    private static final byte[] NO_BODY = {};

    private final Supplier<GatewayKey> key;
    private final Clock clock;
    private final CloseableHttpClient http;
    private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor(work -> {
        var thread = new Thread(work, "sts-deadlines");
        thread.setDaemon(true);
        return thread;
    });

    StsClient(Supplier<GatewayKey> key, Clock clock, TlsSocketStrategy tls) {
        this.key = key;
        this.clock = clock;
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnTotal(MOST_CONNECTIONS)
                .setMaxConnPerRoute(1)
                .setTlsSocketStrategy(tls)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(CONNECT_WITHIN)
                        .setSocketTimeout(SILENT_AT_MOST)
                        .build())
                .build();
        // A repeated request would have a nonce that was used.
        this.http = HttpClients.custom()
                .setConnectionManager(connections)
                .setKeepAliveStrategy((response, context) -> KEPT_OPEN)
                .setUserAgent("edict")
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableContentCompression()
                .disableCookieManagement()
                .disableAuthCaching()
                .build();
    }

    Answer ask(Endpoint endpoint, String zoneId) {
        var origin = endpoint.origin();
        var target = new HttpHost(origin.scheme(), endpoint.address(), origin.host(), origin.port());
        var request = signed("/internal/policy/status/" + UriUtils.encodePathSegment(zoneId, StandardCharsets.UTF_8));
        var cancelling = deadlines.schedule(request::cancel, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return http.execute(target, request, response -> read(zoneId, response));
        } catch (IOException e) {
            return Answer.unreachable(
                    request.isCancelled()
                            ? "no complete answer within %d s".formatted(PATIENCE.toSeconds())
                            : reason(e));
        } finally {
            cancelling.cancel(false);
        }
    }

    private HttpGet signed(String path) {
        var now = clock.instant().getEpochSecond();
        var nonce = UuidCreator.getTimeOrderedEpoch().toString();
        var request = new HttpGet(path);
        request.setHeader("Accept", "application/json");
        request.setHeader("X-Caracal-Gateway-Timestamp", Long.toString(now));
        request.setHeader("X-Caracal-Gateway-Request", nonce);
        request.setHeader("X-Caracal-Gateway-Signature", key.get().sign(now, nonce, "GET", path, NO_BODY));
        return request;
    }

    private static Answer read(String zoneId, ClassicHttpResponse response) throws IOException {
        var entity = response.getEntity();
        if (entity == null) {
            return StsStatus.read(zoneId, response.getCode(), "", NO_BODY);
        }
        var bytes = entity.getContent().readNBytes(LONGEST + 1);
        var contentType = entity.getContentType() == null ? "" : entity.getContentType();
        return StsStatus.read(zoneId, response.getCode(), contentType, bytes.length > LONGEST ? null : bytes);
    }

    /** The message of the library names the address, which the id of the decision point has already. */
    private static String reason(IOException e) {
        var message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    @Override
    public void close() throws IOException {
        deadlines.shutdownNow();
        http.close();
    }
}
