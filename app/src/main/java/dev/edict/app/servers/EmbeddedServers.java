package dev.edict.app.servers;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Both servers in one data folder, started with Edict and stopped after it. */
final class EmbeddedServers implements Servers {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServers.class);
    private static final Pattern VERSION = Pattern.compile("redis_version:(\\S+)");

    private final DataFolder folder;
    private final EmbeddedDatabase database;
    private final EmbeddedRedis redis;

    private EmbeddedServers(DataFolder folder, EmbeddedDatabase database, EmbeddedRedis redis) {
        this.folder = folder;
        this.database = database;
        this.redis = redis;
    }

    static EmbeddedServers start(Path path) throws IOException {
        var folder = DataFolder.take(path);
        var postgresFolder = path.resolve("postgres");
        var redisFolder = path.resolve("redis");
        var database = startOrRelease(folder, () -> EmbeddedDatabase.start(postgresFolder));
        var redis = startOrRelease(() -> closeBoth(database, folder), () -> EmbeddedRedis.start(redisFolder));
        var servers = new EmbeddedServers(folder, database, redis);
        LOG.info("{} in {}", database.described(), postgresFolder);
        LOG.info("{}, {} in {}", servers.describedRedis(), size(redisFolder.resolve("appendonlydir")), redisFolder);
        return servers;
    }

    private static <T> T startOrRelease(Closeable held, Supplier<T> start) throws IOException {
        try {
            return start.get();
        } catch (RuntimeException e) {
            held.close();
            throw e;
        }
    }

    private static void closeBoth(EmbeddedDatabase database, DataFolder folder) throws IOException {
        try {
            database.close();
        } finally {
            folder.close();
        }
    }

    private String describedRedis() {
        var client = RedisClient.create(redis());
        try (var connection = client.connect()) {
            var version = VERSION.matcher(connection.sync().info("server"));
            return "Redis %s at 127.0.0.1:%d".formatted(version.find() ? version.group(1) : "?", redis.port());
        } finally {
            client.shutdown();
        }
    }

    private static String size(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            var bytes = files.filter(Files::isRegularFile)
                    .mapToLong(EmbeddedServers::length)
                    .sum();
            return String.format(Locale.ROOT, "%.1f kB", bytes / 1024.0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long length(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public DatabaseUrl database() {
        return new DatabaseUrl(database.jdbcUrl(), EmbeddedDatabase.USER, null);
    }

    @Override
    public RedisURI redis() {
        return RedisURI.create("127.0.0.1", redis.port());
    }

    @Override
    public void close() throws IOException {
        try {
            redis.close();
        } finally {
            closeBoth(database, folder);
        }
    }
}
