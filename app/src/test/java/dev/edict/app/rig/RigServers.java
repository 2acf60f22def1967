package dev.edict.app.rig;

import java.nio.file.Path;
import java.util.Map;

/** The servers that the nodes under test share, and the secrets that go with them. */
record RigServers(RigPostgres postgres, RigRedis redis) implements AutoCloseable {

    static final String TOKEN = "rig-token-of-sixteen-or-more";
    static final String STREAMS_KEY = "00112233445566778899aabbccddeeff102132435465768798a9bacbdcedfe0f";

    static RigServers start(Path folder) {
        var redis = RigRedis.inFolder(folder.resolve("redis"));
        return new RigServers(RigPostgres.inFolder(folder), redis);
    }

    /** What makes a node work on these servers. */
    Map<String, String> environment() {
        return environment(redis.port());
    }

    /** The same, with a way of its own to Redis. */
    Map<String, String> environment(int redisPort) {
        return Map.of(
                "DATABASE_URL",
                postgres.url(),
                "REDIS_URL",
                "redis://127.0.0.1:%d".formatted(redisPort),
                "STREAMS_HMAC_KEY",
                STREAMS_KEY,
                "EDICT_ADMIN_TOKEN",
                TOKEN);
    }

    Evidence.Source evidence() {
        return new Evidence.Source(postgres.url(), postgres.sql(), redis.uri(), STREAMS_KEY);
    }

    @Override
    public void close() {
        postgres.close();
        redis.close();
    }
}
