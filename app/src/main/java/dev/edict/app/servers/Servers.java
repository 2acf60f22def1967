package dev.edict.app.servers;

import dev.edict.bridge.redis.RedisAddress;
import dev.edict.embedded.DataFolder;
import dev.edict.embedded.EmbeddedServers;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;

/** The PostgreSQL and the Redis in use; closing them stops embedded servers and does not affect remote ones. */
interface Servers extends AutoCloseable {

    DatabaseUrl database();

    RedisAddress redis();

    @Override
    void close();

    /** Servers that the operator runs. */
    record Remote(DatabaseAddress address, RedisAddress redis) implements Servers {

        @Override
        public DatabaseUrl database() {
            return address.current();
        }

        @Override
        public void close() {}
    }

    /** Servers that run as long as the application does. */
    record Embedded(EmbeddedServers servers, DatabaseUrl database, RedisAddress redis)
            implements Servers, ApplicationListener<ContextClosedEvent> {

        static Embedded start(DataFolder folder) {
            var servers = EmbeddedServers.start(folder);
            servers.descriptions().forEach(System.out::println);
            return new Embedded(servers, DatabaseUrl.parse(servers.databaseUrl()), RedisAddress.of(servers.redisUri()));
        }

        /** A service manager ends every process of the service at once; servers that ended are not started again. */
        @Override
        public void onApplicationEvent(ContextClosedEvent event) {
            servers.startNoMore();
        }

        @Override
        public void close() {
            servers.close();
        }
    }
}
