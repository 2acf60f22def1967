package dev.edict.app;

import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import javax.sql.DataSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The whole program in this JVM, on embedded servers of its own and a free port. */
public final class Edict implements AutoCloseable {

    static final String TOKEN = "test-token-of-sixteen-or-more";

    private static final class Shared {
        static final Edict RUNNING = new Edict();
    }

    private final ConfigurableApplicationContext context;
    private final Api api;

    /** Starts it, with more beans if wanted. */
    public Edict(Class<?>... additions) {
        context = new SpringApplicationBuilder(EdictApplication.class)
                .sources(additions)
                .run("--server.port=0", "--edict.data=" + dataFolder(), "--EDICT_ADMIN_TOKEN=" + TOKEN);
        api = new Api(port(), TOKEN);
    }

    /** One for all tests that leave it running; ends with the JVM. */
    static Edict shared() {
        return Shared.RUNNING;
    }

    public Api api() {
        return api;
    }

    int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    /** A connection pool apart from the program's writers. */
    DataSource database() {
        return context.getBean("queryPool", DataSource.class);
    }

    /** The writers' pool, for tests that break something on purpose. */
    JdbcClient owner() {
        return JdbcClient.create(context.getBean("writePool", DataSource.class));
    }

    public JdbcClient sql() {
        return JdbcClient.create(database());
    }

    public RedisURI redis() {
        return context.getBean(RedisURI.class);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public <T> T bean(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    @Override
    public void close() {
        context.close();
    }

    private static String dataFolder() {
        try {
            return Files.createTempDirectory("edict-test").toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
