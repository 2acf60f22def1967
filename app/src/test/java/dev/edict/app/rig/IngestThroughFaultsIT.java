package dev.edict.app.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.app.Api;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes take decisions from the stream, while one of them, PostgreSQL and Redis fail in turn. */
class IngestThroughFaultsIT {

    private static final Duration LONGEST_DRAIN = Duration.ofMinutes(Rounds.of(2, 15));
    private static final int TOGETHER = 500;
    private static final int EVENTS = Rounds.of(20_000, 1_000_000);

    @TempDir
    private Path folder;

    @Test
    void every_decision_is_stored_once_through_every_failure() throws Exception {
        try (var servers = RigServers.start(folder);
                var one = node(servers);
                var other = node(servers)) {
            one.start().awaitReady();
            other.start().awaitReady();
            var zone = Load.Zone.author(new Api(one.port(), RigServers.TOKEN));
            try (var stream = new DecisionStream(servers.redis().uri(), zone.zoneId())) {
                var sent = sendThroughFaults(stream, servers, one);
                await("everything that Redis acknowledged is stored")
                        .atMost(LONGEST_DRAIN)
                        .pollInterval(Duration.ofMillis(500))
                        .until(() -> stored(servers, "count(*)") >= sent.size());
                assertThat(stored(servers, "count(distinct id)")).isEqualTo(sent.size());
                assertThat(stored(servers, "count(*)")).isEqualTo(sent.size());
                assertThat(servers.postgres()
                                .sql()
                                .sql("select count(*) from bridge.audit_events where id = any(?)")
                                .param(sent.toArray(String[]::new))
                                .query(Long.class)
                                .single())
                        .isEqualTo(sent.size());
                assertThat(servers.postgres()
                                .sql()
                                .sql("select count(*) from bridge.audit_dead_letter")
                                .query(Long.class)
                                .single())
                        .isZero();
            }
        }
    }

    private static NodeProcess node(RigServers servers) {
        var environment = new HashMap<>(servers.environment());
        environment.put("AUDIT_HMAC_KEY", DecisionStream.KEY);
        return NodeProcess.quick(environment);
    }

    /** Sends until every fault is over, and at least so many. */
    private static List<String> sendThroughFaults(DecisionStream stream, RigServers servers, NodeProcess node)
            throws Exception {
        var over = new AtomicBoolean();
        var sending = CompletableFuture.supplyAsync(() -> send(stream, over));
        try {
            for (var round = 0; round < Rounds.of(1, 10); round++) {
                awaitMoreStored(servers);
                node.kill();
                awaitMoreStored(servers);
                servers.postgres().kill();
                servers.postgres().start();
                awaitMoreStored(servers);
                servers.redis().kill();
                servers.redis().start();
                node.start().awaitReady();
            }
        } finally {
            over.set(true);
        }
        return sending.get();
    }

    private static List<String> send(DecisionStream stream, AtomicBoolean over) {
        try {
            var sent = new ArrayList<String>();
            while (!over.get() || sent.size() < EVENTS) {
                sent.addAll(stream.send(TOGETHER));
            }
            return sent;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** So that each fault comes while batches are under way. */
    private static void awaitMoreStored(RigServers servers) {
        var before = stored(servers, "count(*)");
        await("decisions are being stored")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> stored(servers, "count(*)") > before);
    }

    private static long stored(RigServers servers, String what) {
        return servers.postgres()
                .sql()
                .sql("select " + what + " from bridge.audit_events")
                .query(Long.class)
                .single();
    }
}
