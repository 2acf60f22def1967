package dev.edict.app.servers;

import io.lettuce.core.RedisURI;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;

/** The PostgreSQL and the Redis to use; closing them stops those that we started, and is nothing to any other. */
interface Servers extends AutoCloseable {

    DatabaseUrl database();

    RedisURI redis();

    @Override
    void close();

    /** Servers that somebody else runs. */
    record Remote(DatabaseAddress address, RedisURI redis) implements Servers {

        @Override
        public DatabaseUrl database() {
            return address.current();
        }

        @Override
        public void close() {}
    }

    /** Servers that run for as long as the application does. */
    record Embedded(DatabaseUrl database, RedisURI redis, List<Supervised> running)
            implements Servers, ApplicationListener<ContextClosedEvent> {

        static Embedded start(DataFolder folder) {
            var postgres = LocalPostgres.prepare(folder);
            var redis = LocalRedis.prepare(folder);
            postgres.stopOrphan();
            redis.stopOrphan();
            var running = new ArrayList<Supervised>();
            try {
                running.add(Supervised.start(redis));
                running.add(0, Supervised.start(postgres));
                System.out.println(postgres.description());
                System.out.println(redis.description());
                return new Embedded(postgres.url(), redis.uri(), List.copyOf(running));
            } catch (RuntimeException e) {
                running.forEach(Supervised::close);
                throw e;
            }
        }

        /** A service manager ends every process of the service at once; those that obeyed are not brought back. */
        @Override
        public void onApplicationEvent(ContextClosedEvent event) {
            running.forEach(Supervised::startNoMore);
        }

        @Override
        public void close() {
            running.forEach(Supervised::close);
        }
    }
}
