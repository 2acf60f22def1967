package dev.edict.app.servers;

import io.lettuce.core.RedisURI;
import java.io.Closeable;

/** The PostgreSQL and the Redis this Edict works with; closing stops what it started. */
interface Servers extends Closeable {

    DatabaseUrl database();

    RedisURI redis();
}
