package dev.edict.app.servers;

import io.lettuce.core.RedisURI;

/** The PostgreSQL and the Redis to use; closing them stops those that we started, and is nothing to any other. */
interface Servers extends AutoCloseable {

    DatabaseUrl database();

    RedisURI redis();

    @Override
    void close();

    /** Servers that somebody else runs. */
    record Remote(DatabaseUrl database, RedisURI redis) implements Servers {

        @Override
        public void close() {}
    }

    /** Servers that run for as long as the application does. */
    record Embedded(LocalPostgres postgres, LocalRedis local) implements Servers {

        static Embedded start(DataFolder folder) {
            var redis = LocalRedis.start(folder);
            try {
                return new Embedded(LocalPostgres.start(folder), redis);
            } catch (RuntimeException e) {
                redis.close();
                throw e;
            }
        }

        @Override
        public DatabaseUrl database() {
            return postgres.url();
        }

        @Override
        public RedisURI redis() {
            return local.uri();
        }

        @Override
        public void close() {
            postgres.close();
            local.close();
        }
    }
}
