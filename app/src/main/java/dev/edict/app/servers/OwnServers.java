package dev.edict.app.servers;

import io.lettuce.core.RedisURI;
import java.net.URI;

/** The operator's servers: used, never started or stopped. */
record OwnServers(DatabaseUrl database, RedisURI redis) implements Servers {

    static OwnServers at(String databaseUrl, String redisUrl) {
        return new OwnServers(DatabaseUrl.parse(databaseUrl), redis(redisUrl));
    }

    private static RedisURI redis(String url) {
        try {
            var scheme = url.startsWith("redis://") || url.startsWith("rediss://");
            if (scheme && URI.create(url).getHost() != null) {
                return RedisURI.create(url);
            }
        } catch (IllegalArgumentException e) {
            // the library's message may quote the address with its password
        }
        throw new StartRefused(
                "REDIS_URL is not the address of a Redis server.",
                "Write it as redis://user:password@host:port or rediss://… for TLS.");
    }

    @Override
    public void close() {}
}
