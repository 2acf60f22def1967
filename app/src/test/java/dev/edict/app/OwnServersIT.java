package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
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
    private Path folder;

    @Test
    void the_operators_servers_are_used() throws Exception {
        try (var host = new PackagedEdict(folder.resolve("host"), Map.of()).awaitReady()) {
            var postgres = host.portOf("PostgreSQL");
            database(postgres, "edict").sql("create database own").update();
            var own = Map.of(
                    "DATABASE_URL",
                    "postgres://postgres@127.0.0.1:%d/own".formatted(postgres),
                    "REDIS_URL",
                    "redis://127.0.0.1:%d".formatted(host.portOf("Redis")),
                    "STREAMS_HMAC_KEY",
                    KEY,
                    "EDICT_ADMIN_TOKEN",
                    TOKEN,
                    "METRICS_BEARER",
                    METRICS);
            var unused = folder.resolve("unused");
            try (var edict = new PackagedEdict(unused, own).awaitReady()) {
                var zoneId = edict.api(TOKEN).zone();
                assertThat(database(postgres, "own")
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
    }

    private static JdbcClient database(int port, String name) {
        var database = new PGSimpleDataSource();
        database.setURL("jdbc:postgresql://127.0.0.1:%d/%s?user=postgres".formatted(port, name));
        return JdbcClient.create(database);
    }
}
