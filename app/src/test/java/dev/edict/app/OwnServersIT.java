package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** With both addresses set Edict works on those servers, starts none and keeps nothing in a folder. */
class OwnServersIT {

    private static final String KEY = "00112233445566778899aabbccddeeff102132435465768798a9bacbdcedfe0f";
    private static final String TOKEN = "a-token-of-sixteen-or-more";
    private static final String METRICS = "a-token-for-the-scraper";

    @TempDir
    private static Path folder;

    private static PackagedEdict host;

    @BeforeAll
    static void servers_that_somebody_else_runs() throws Exception {
        host = new PackagedEdict(folder.resolve("host"), Map.of()).awaitReady();
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @Test
    void the_operators_servers_are_used() throws Exception {
        var unused = folder.resolve("unused");
        try (var edict = new PackagedEdict(unused, on("own", host.portOf("Redis"))).awaitReady()) {
            var zoneId = edict.api(TOKEN).zone();
            assertThat(database("own")
                            .sql("select aggregate_id from events.domain_event")
                            .query(String.class)
                            .list())
                    .containsExactly(zoneId);
            assertThat(unused).doesNotExist();
            edict.api(METRICS).get("/metrics").expect(200);
            edict.api(METRICS).get("/v1/zones").refused(401, "invalid_admin_token");
            assertThat(edict.output()).doesNotContain(TOKEN).doesNotContain(KEY);
        }
    }

    @Test
    void a_rollback_succeeds_without_redis() throws Exception {
        try (var edict = new PackagedEdict(folder.resolve("unused"), on("no_redis", closedPort())).awaitReady()) {
            var api = edict.api(TOKEN);
            var zone = api.governed(2);
            var first = zone.versionIds().get(0);
            api.activate(zone.zoneId(), zone.policySetId(), first).expect(202);
            api.activate(zone.zoneId(), zone.policySetId(), zone.versionIds().get(1))
                    .expect(202);
            var back = api.rollBack(zone.zoneId(), "bad deploy").expect(202);
            assertThat(api.active(zone.zoneId()).text("version_id")).isEqualTo(first);
            assertThat(api.get(back.text("status_url")).expect(200).text("propagation_status"))
                    .isEqualTo("waiting_for_outbox");
        }
    }

    private static Map<String, String> on(String database, int redisPort) {
        database("edict").sql("create database " + database).update();
        return Map.of(
                "DATABASE_URL", "postgres://postgres@127.0.0.1:%d/%s".formatted(host.portOf("PostgreSQL"), database),
                "REDIS_URL", "redis://127.0.0.1:%d".formatted(redisPort),
                "STREAMS_HMAC_KEY", KEY,
                "EDICT_ADMIN_TOKEN", TOKEN,
                "METRICS_BEARER", METRICS);
    }

    private static int closedPort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static JdbcClient database(String name) {
        var database = new PGSimpleDataSource();
        database.setURL("jdbc:postgresql://127.0.0.1:%d/%s?user=postgres".formatted(host.portOf("PostgreSQL"), name));
        return JdbcClient.create(database);
    }
}
