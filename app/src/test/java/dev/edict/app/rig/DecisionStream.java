package dev.edict.app.rig;

import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.edict.command.secret.AuditKey;
import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Sends signed decisions of one zone to the stream, as a decision point does: again until Redis has acknowledged them. */
public final class DecisionStream implements AutoCloseable {

    public static final String STREAM = "caracal.audit.events";
    public static final String KEY = "a1".repeat(32);

    private static final int TOGETHER = 500;
    private static final Duration LONGEST_OUTAGE = Duration.ofMinutes(2);
    private static final AuditKey SIGNING = AuditKey.parse(KEY);

    private final RedisClient client;
    private final StatefulRedisConnection<String, String> connection;
    private final String zoneId;
    private final Random random = new Random(20261130);

    public DecisionStream(RedisURI redis, String zoneId) {
        this.client = RedisClient.create(redis);
        this.connection = client.connect();
        this.zoneId = zoneId;
        connection.setTimeout(Duration.ofSeconds(10));
    }

    /** Sends so many, some of them twice; returns their ids once Redis has all of them. */
    public List<String> send(int events) throws InterruptedException {
        var ids = new ArrayList<String>(events);
        for (var sent = 0; sent < events; sent += TOGETHER) {
            var entries = new ArrayList<Map<String, String>>();
            for (var i = 0; i < Math.min(TOGETHER, events - sent); i++) {
                var id = UuidCreator.getTimeOrderedEpoch().toString();
                ids.add(id);
                entries.add(entry(id));
            }
            sendUntilAcknowledged(entries);
        }
        return ids;
    }

    /** What a cut connection left unknown is sent again. */
    private void sendUntilAcknowledged(List<Map<String, String>> entries) throws InterruptedException {
        while (true) {
            try {
                connection.setAutoFlushCommands(false);
                var sending = new ArrayList<RedisFuture<String>>();
                entries.forEach(entry -> sending.add(connection.async().xadd(STREAM, entry)));
                connection.flushCommands();
                if (LettuceFutures.awaitAll(Duration.ofSeconds(10), sending.toArray(RedisFuture[]::new))) {
                    return;
                }
            } catch (RedisException e) {
                await("the connection is made again").atMost(LONGEST_OUTAGE).until(connection::isOpen);
            }
        }
    }

    private Map<String, String> entry(String id) {
        var data = event(id);
        return Map.of("id", id, "data", data, "sig", SIGNING.sign(data.getBytes(StandardCharsets.UTF_8)));
    }

    /** About as long and as diverse as one of our own decision points'. */
    private String event(String id) {
        var app = "app-" + random.nextInt(200);
        var resource = "resource://r" + random.nextInt(300);
        var session = UuidCreator.getTimeOrderedEpoch();
        var isDenied = random.nextInt(10) == 0;
        var diagnostics = isDenied ? "[{\"reason\":\"reason_%d\"}]".formatted(random.nextInt(8)) : "[]";
        var scopes = "[\"read:%d\",\"write:%d\"]".formatted(random.nextInt(20), random.nextInt(20));
        var labels = "[\"agents/%d\"]".formatted(random.nextInt(50));
        return """
                {"id":"%s","zone_id":"%s","event_type":"policy_decision","request_id":"%s","decision":"%s",\
                "policy_set_version_id":"version-%d","manifest_sha":"%s","evaluation_status":"complete",\
                "determining_policies_json":[{"policy":"caracal-%s-mint"}],"diagnostics_json":%s,\
                "metadata_json":{"application_id":"%s","resource":"%s","requested_scopes":%s,"session_id":"%s",\
                "agent_session_id":"%s","delegation_edge_id":"edge-%s","agent_lifecycle":"task","agent_labels":%s,\
                "decision_point_id":"edict:host:%d","activation_seq":3,"policy_input":{"schema_version":"2026-05-20",\
                "principal":{"type":"Application","id":"%s","zone_id":"%s","agent_session_id":"%s","labels":%s},\
                "resource":{"type":"Resource","id":"%s","identifier":"%s","scopes":%s},"action":{"id":"TokenExchange"},\
                "context":{"actor_claims":{"caracal_client_id":"%s"},"challenge_resolved":false,"requested_scopes":%s,\
                "agent_session_id":"%s"},"delegation_edge":{"id":"edge-%s","scopes":%s}}},"occurred_at":"%s"}"""
                .formatted(
                        id,
                        zoneId,
                        UuidCreator.getTimeOrderedEpoch(),
                        isDenied ? "deny" : "allow",
                        random.nextInt(20),
                        "a".repeat(64),
                        app,
                        diagnostics,
                        app,
                        resource,
                        scopes,
                        session,
                        session,
                        session,
                        labels,
                        random.nextInt(3),
                        app,
                        zoneId,
                        session,
                        labels,
                        resource,
                        resource,
                        scopes,
                        app,
                        scopes,
                        session,
                        session,
                        scopes,
                        Instant.now());
    }

    @Override
    public void close() {
        connection.close();
        client.shutdown();
    }
}
