package dev.edict.app;

import dev.edict.bridge.redis.RedisAddress;
import io.lettuce.core.RedisURI;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.context.WebApplicationContext;

/** The whole program in this JVM, on embedded servers of its own and a free port. */
public final class Edict implements AutoCloseable {

    private static final String REQUESTS_PER_MINUTE = "edict.rate-limit.requests-per-minute";

    static final String GATEWAY_KEY = "5ec1".repeat(16);
    static final String TOKEN = "test-token-of-sixteen-or-more";

    private static final class Shared {
        static final Edict RUNNING = new Edict();
    }

    private static final class Deciding {
        static final Edict RUNNING =
                new Edict(Map.of("EDICT_DECISION_POINT", "on", "EDICT_DECISION_POINT_URL", "https://pdp.example"));
    }

    private final ConfigurableApplicationContext context;
    private final Api api;

    /** Starts it, with more beans if wanted. */
    public Edict(Class<?>... additions) {
        this(Map.of(), additions);
    }

    private Edict(Map<String, String> settings, Class<?>... additions) {
        var all = new HashMap<>(Map.of(
                "GATEWAY_STS_HMAC_KEY",
                GATEWAY_KEY,
                "EDICT_DECISION_POINT",
                "off",
                "server.port",
                "0",
                "edict.data",
                dataFolder(),
                "EDICT_ADMIN_TOKEN",
                TOKEN,
                REQUESTS_PER_MINUTE,
                "0",
                "edict.concurrency.per-token",
                "0",
                "edict.rate-limit.readiness-per-minute",
                "0",
                "edict.rate-limit.authentication-failures-per-minute",
                "0"));
        all.putAll(settings);
        context = new SpringApplicationBuilder(EdictApplication.class)
                .sources(additions)
                .run(all.entrySet().stream()
                        .map(setting -> "--%s=%s".formatted(setting.getKey(), setting.getValue()))
                        .toArray(String[]::new));
        api = new Api(port(), TOKEN);
    }

    /** Starts it with settings of its own. */
    public static Edict with(Map<String, String> settings) {
        return new Edict(settings);
    }

    /** One more on servers that run, or do not, and which an address may ask so often in a minute; 0 for no limit. */
    static Edict on(String databaseUrl, String redisUrl, int requestsPerMinute) {
        return on(databaseUrl, redisUrl, Map.of(REQUESTS_PER_MINUTE, String.valueOf(requestsPerMinute)));
    }

    private static Edict on(String databaseUrl, String redisUrl, Map<String, String> settings) {
        var all = new HashMap<>(settings);
        all.putAll(Map.of("DATABASE_URL", databaseUrl, "REDIS_URL", redisUrl, "STREAMS_HMAC_KEY", "ab".repeat(32)));
        return new Edict(all);
    }

    /** One more on the same servers, with other settings. */
    public Edict another(Map<String, String> settings) {
        try (var connection = database().getConnection()) {
            var url = connection.getMetaData().getURL().replaceFirst("\\?.*", "?user=postgres");
            return on(url, redis().toURI().toString(), settings);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * One for all tests that leave it running; ends with the JVM. No decision point loads its activations, so that nothing
     * but the tests writes to its log.
     */
    public static Edict shared() {
        return Shared.RUNNING;
    }

    /** Another one, with a decision point inside. */
    public static Edict deciding() {
        return Deciding.RUNNING;
    }

    public Api api() {
        return api;
    }

    public int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    public String token() {
        return TOKEN;
    }

    /** A connection pool apart from the program's writers. */
    public DataSource database() {
        return context.getBean("queryPool", DataSource.class);
    }

    /** The writers' pool, for tests that break something on purpose. */
    public JdbcClient owner() {
        return JdbcClient.create(context.getBean("writePool", DataSource.class));
    }

    public JdbcClient sql() {
        return JdbcClient.create(database());
    }

    public RedisURI redis() {
        return context.getBean(RedisAddress.class).first();
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public <T> T bean(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    public ServletContext servletContext() {
        return Objects.requireNonNull(((WebApplicationContext) context).getServletContext());
    }

    /** The classes that define beans, by name: configurations and components. */
    public List<String> definedBy() {
        var beans = context.getBeanFactory();
        return Arrays.stream(beans.getBeanDefinitionNames())
                .map(beans::getMergedBeanDefinition)
                .map(bean -> String.valueOf(
                        bean.getFactoryBeanName() != null ? bean.getFactoryBeanName() : bean.getBeanClassName()))
                .toList();
    }

    public <T> Collection<T> beans(Class<T> type) {
        return context.getBeansOfType(type).values();
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
