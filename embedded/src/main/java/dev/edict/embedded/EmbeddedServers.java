package dev.edict.embedded;

import io.lettuce.core.RedisURI;
import java.util.ArrayList;
import java.util.List;

/** The PostgreSQL and the Redis of one data folder, supervised until they are closed. */
public final class EmbeddedServers implements AutoCloseable {

    private final LocalPostgres postgres;
    private final LocalRedis redis;
    private final List<SupervisedServer> running = new ArrayList<>();
    private List<String> descriptions = List.of();

    private EmbeddedServers(DataFolder folder) {
        postgres = LocalPostgres.prepare(folder);
        redis = LocalRedis.prepare(folder);
    }

    /**
     * Stops the servers that an earlier run left behind, then starts both.
     *
     * @throws StartRefused if one of them does not start
     */
    public static EmbeddedServers start(DataFolder folder) {
        var servers = new EmbeddedServers(folder);
        servers.postgres.stopOrphan();
        servers.redis.stopOrphan();
        try {
            servers.running.add(SupervisedServer.start(servers.redis));
            servers.running.add(0, SupervisedServer.start(servers.postgres));
            servers.descriptions = List.of(servers.postgres.description(), servers.redis.description());
            return servers;
        } catch (RuntimeException e) {
            servers.close();
            throw e;
        }
    }

    /** The database's address in the form of {@code DATABASE_URL}. */
    public String databaseUrl() {
        return postgres.url();
    }

    public RedisURI redisUri() {
        return redis.uri();
    }

    /** Address, size and folder of each server at its start, one line per server. */
    public List<String> descriptions() {
        return descriptions;
    }

    /** From now on a server that ends is not started again. */
    public void startNoMore() {
        running.forEach(SupervisedServer::startNoMore);
    }

    @Override
    public void close() {
        running.forEach(SupervisedServer::close);
    }
}
