package dev.edict.app.servers;

import dev.edict.embedded.DataFolder;
import dev.edict.embedded.StartRefused;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;

/**
 * Decides which servers and secrets to use. It runs before any bean is created, because other modules bind the secrets
 * as properties. As the first bean it is destroyed last, and releases the data folder only then.
 */
final class ServerSettings implements BeanFactoryPostProcessor, DisposableBean {

    static final String DATABASE_URL = "DATABASE_URL";
    private static final String REDIS_URL = RedisUrl.NAME;
    private static final String KEY_FILE = "streams-hmac-key";
    private static final String TOKEN_FILE = "admin-token";
    private static final String AUDIT_KEY_FILE = "audit-hmac-key";
    private static final String STREAMS_KEY_PROPERTY = "edict.sts-bridge.key";
    private static final String AUDIT_KEY_PROPERTY = "edict.decision-audit.key";
    private static final String PREVIOUS_AUDIT_KEY_PROPERTY = "edict.decision-audit.previous-key";

    private final ConfigurableEnvironment environment;
    private final EnvironmentVariables variables;
    private @Nullable DataFolder folder;
    private @Nullable Supplier<Servers> servers;
    private @Nullable CurrentSecrets secrets;

    ServerSettings(ConfigurableEnvironment environment) {
        this.environment = environment;
        this.variables = new EnvironmentVariables(environment);
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        var database = setting(DATABASE_URL, ServerSettings::usable);
        var redis = setting(REDIS_URL, ServerSettings::requireRedis);
        if (database.isPresent() != redis.isPresent()) {
            throw new StartRefused(
                    (database.isPresent() ? REDIS_URL : DATABASE_URL) + " is missing while the other is set",
                    "set both " + DATABASE_URL + " and " + REDIS_URL
                            + " to use servers of your own, or neither to start embedded ones");
        }
        if (database.isPresent() && redis.isPresent()) {
            useRemote(database.get(), redis.get());
        } else {
            useEmbedded();
        }
    }

    /** Starts the embedded servers, or returns the addresses of the remote ones. */
    Servers servers() {
        if (servers == null) {
            throw new IllegalStateException("the bean factory has not been post-processed");
        }
        return servers.get();
    }

    /** The secrets in use. */
    CurrentSecrets secrets() {
        if (secrets == null) {
            throw new IllegalStateException("the bean factory has not been post-processed");
        }
        return secrets;
    }

    @Override
    public void destroy() throws IOException {
        if (folder != null) {
            folder.close();
        }
    }

    private void useRemote(Supplier<DatabaseUrl> database, Supplier<String> redis) {
        var key = givenStreamsKey().orElseThrow(() -> missing(Secrets.STREAMS_KEY));
        var token = givenAdminToken().orElseThrow(() -> missing(Secrets.ADMIN_TOKEN));
        publish(key, token, given(Secrets.AUDIT_KEY, Secrets::requireKey));
        var certificates =
                variables.raw(RedisUrl.CA_FILE).map(RedisUrl::certificates).orElse(null);
        servers = () -> new Servers.Remote(database::get, RedisUrl.current(redis, certificates));
    }

    /** The value of a variable that is set; a value from a file is read again at runtime. */
    private <T> Optional<Supplier<T>> setting(String name, Function<String, T> reader) {
        return variables
                .find(name)
                .map(reader)
                .map(first -> variables.isInFile(name)
                        ? new ReloadingSetting<>(
                                name, first, () -> variables.find(name).map(reader))
                        : () -> first);
    }

    private static DatabaseUrl usable(String url) {
        var database = DatabaseUrl.parse(url);
        // Only the driver knows which parameter values it accepts.
        database.dataSource();
        return database;
    }

    private static String requireRedis(String url) {
        RedisUrl.parse(url);
        return url;
    }

    private void useEmbedded() {
        var opened = DataFolder.open(DataFolder.chosen(environment.getProperty("edict.data", "")));
        folder = opened;
        publish(
                givenStreamsKey().orElseGet(() -> kept(keptKey(opened, KEY_FILE))),
                givenAdminToken().orElseGet(() -> kept(keptAdminToken(opened))),
                given(Secrets.AUDIT_KEY, Secrets::requireKey)
                        .or(() -> Optional.of(kept(keptKey(opened, AUDIT_KEY_FILE)))));
        servers = () -> Servers.Embedded.start(opened);
    }

    private Optional<Supplier<String>> givenStreamsKey() {
        return given(Secrets.STREAMS_KEY, Secrets::requireKey);
    }

    private Optional<Supplier<String>> givenAdminToken() {
        return given(Secrets.ADMIN_TOKEN).or(() -> given(Secrets.CARACAL_ADMIN_TOKEN));
    }

    private Optional<Supplier<String>> given(String tokenVariable) {
        return given(tokenVariable, Secrets::requireToken);
    }

    private Optional<Supplier<String>> given(String variable, BinaryOperator<String> requirement) {
        return setting(variable, value -> requirement.apply(variable, value));
    }

    /** A secret that does not change at runtime. */
    private static Supplier<String> kept(String secret) {
        return () -> secret;
    }

    private static String keptKey(DataFolder folder, String file) {
        var kept = folder.readSecret(file);
        if (kept.isPresent()) {
            return Secrets.requireKey(folder.resolve(file).toString(), kept.get());
        }
        var key = Secrets.newKey();
        folder.writeSecret(file, key);
        return key;
    }

    private static String keptAdminToken(DataFolder folder) {
        var kept = folder.readSecret(TOKEN_FILE);
        if (kept.isPresent()) {
            return Secrets.requireToken(folder.resolve(TOKEN_FILE).toString(), kept.get());
        }
        var token = Secrets.newAdminToken();
        folder.writeSecret(TOKEN_FILE, token);
        // Printed, not logged: logs are kept and shipped.
        System.out.println("Admin token, printed once and stored in " + folder.resolve(TOKEN_FILE) + ": " + token);
        return token;
    }

    private void publish(
            Supplier<String> streamsKey, Supplier<String> adminToken, Optional<Supplier<String>> auditKey) {
        Supplier<@Nullable String> metricsToken = metricsToken(adminToken.get());
        secrets = new CurrentSecrets(adminToken, metricsToken);
        var keys = new HashMap<>(Map.of(STREAMS_KEY_PROPERTY, streamsKey));
        auditKey.ifPresent(key -> keys.put(AUDIT_KEY_PROPERTY, key));
        given(Secrets.PREVIOUS_AUDIT_KEY, Secrets::requireKey)
                .ifPresent(key -> keys.put(PREVIOUS_AUDIT_KEY_PROPERTY, key));
        environment.getPropertySources().addFirst(new SecretProperties(keys));
    }

    /** A scraper with the admin token would have access to everything. */
    private Supplier<@Nullable String> metricsToken(String adminToken) {
        var given = given(Secrets.METRICS_TOKEN);
        if (given.isEmpty()) {
            return () -> null;
        }
        if (given.get().get().equals(adminToken)) {
            throw new StartRefused(
                    Secrets.METRICS_TOKEN + " equals the admin token", "give the scraper a token of its own");
        }
        return given.get();
    }

    private static StartRefused missing(String secret) {
        return new StartRefused(
                secret + " is missing: none is generated for servers that are shared with others",
                "set " + secret + " or " + secret + "_FILE");
    }

    /** Properties that are read at each access. Spring's property sources print their values in debug logs. */
    private static final class SecretProperties extends EnumerablePropertySource<Map<String, Supplier<String>>> {

        SecretProperties(Map<String, Supplier<String>> secrets) {
            super("edict secrets", secrets);
        }

        @Override
        public String[] getPropertyNames() {
            return source.keySet().toArray(String[]::new);
        }

        @Override
        public @Nullable Object getProperty(String name) {
            var secret = source.get(name);
            return secret == null ? null : secret.get();
        }

        @Override
        public String toString() {
            return getName();
        }
    }
}
