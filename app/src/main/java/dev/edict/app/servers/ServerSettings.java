package dev.edict.app.servers;

import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Decides which servers and secrets to use. It does so before any bean is made, because the secrets become properties
 * that other modules bind; being made first it is destroyed last, and gives the data folder up only then.
 */
final class ServerSettings implements BeanFactoryPostProcessor, DisposableBean {

    static final String DATABASE_URL = "DATABASE_URL";
    private static final String REDIS_URL = "REDIS_URL";
    private static final String KEY_FILE = "streams-hmac-key";
    private static final String TOKEN_FILE = "admin-token";

    private final ConfigurableEnvironment environment;
    private final Variables variables;
    private @Nullable DataFolder folder;
    private @Nullable Supplier<Servers> servers;

    ServerSettings(ConfigurableEnvironment environment) {
        this.environment = environment;
        this.variables = new Variables(environment);
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        var database = variables.find(DATABASE_URL);
        var redis = variables.find(REDIS_URL);
        if (database.isPresent() != redis.isPresent()) {
            throw new StartRefused(
                    (database.isPresent() ? REDIS_URL : DATABASE_URL) + " is missing while the other is set",
                    "set both " + DATABASE_URL + " and " + REDIS_URL
                            + " to use servers of your own, or neither to have them started");
        }
        if (database.isPresent() && redis.isPresent()) {
            useRemote(DatabaseUrl.parse(database.get()), RedisUrl.parse(redis.get()));
        } else {
            useEmbedded();
        }
    }

    /** Starts the embedded servers, or tells where the others are. */
    Servers servers() {
        if (servers == null) {
            throw new IllegalStateException("the bean factory has not been post-processed");
        }
        return servers.get();
    }

    @Override
    public void destroy() throws IOException {
        if (folder != null) {
            folder.close();
        }
    }

    private void useRemote(DatabaseUrl database, RedisURI redis) {
        var key = givenStreamsKey().orElseThrow(() -> missing(Secrets.STREAMS_KEY));
        var token = givenAdminToken().orElseThrow(() -> missing(Secrets.ADMIN_TOKEN));
        publish(key, token);
        servers = () -> new Servers.Remote(database, redis);
    }

    private void useEmbedded() {
        var opened = DataFolder.open(DataFolder.chosen(environment));
        folder = opened;
        publish(
                givenStreamsKey().orElseGet(() -> keptStreamsKey(opened)),
                givenAdminToken().orElseGet(() -> keptAdminToken(opened)));
        servers = () -> Servers.Embedded.start(opened);
    }

    private Optional<String> givenStreamsKey() {
        return variables.find(Secrets.STREAMS_KEY).map(key -> Secrets.requireStreamsKey(Secrets.STREAMS_KEY, key));
    }

    private Optional<String> givenAdminToken() {
        return given(Secrets.ADMIN_TOKEN).or(() -> given(Secrets.CARACAL_ADMIN_TOKEN));
    }

    private Optional<String> given(String tokenVariable) {
        return variables.find(tokenVariable).map(token -> Secrets.requireToken(tokenVariable, token));
    }

    private static String keptStreamsKey(DataFolder folder) {
        var kept = folder.readSecret(KEY_FILE);
        if (kept.isPresent()) {
            return Secrets.requireStreamsKey(folder.resolve(KEY_FILE).toString(), kept.get());
        }
        var key = Secrets.newStreamsKey();
        folder.writeSecret(KEY_FILE, key);
        return key;
    }

    private static String keptAdminToken(DataFolder folder) {
        var kept = folder.readSecret(TOKEN_FILE);
        if (kept.isPresent()) {
            return Secrets.requireToken(folder.resolve(TOKEN_FILE).toString(), kept.get());
        }
        var token = Secrets.newAdminToken();
        folder.writeSecret(TOKEN_FILE, token);
        // Printed and not logged: logs are kept and shipped.
        System.out.println("Admin token, shown this once and kept in " + folder.resolve(TOKEN_FILE) + ": " + token);
        return token;
    }

    private void publish(String streamsKey, String adminToken) {
        var secrets = new HashMap<String, Object>(
                Map.of("edict.sts-bridge.key", streamsKey, "edict.admin-token", adminToken));
        given(Secrets.METRICS_TOKEN).ifPresent(token -> secrets.put("edict.metrics-token", another(token, adminToken)));
        environment.getPropertySources().addFirst(new SecretProperties(secrets));
    }

    /** Whoever scrapes would otherwise be let in to everything. */
    private static String another(String metricsToken, String adminToken) {
        if (metricsToken.equals(adminToken)) {
            throw new StartRefused(Secrets.METRICS_TOKEN + " is the admin token", "give the scraper one of its own");
        }
        return metricsToken;
    }

    private static StartRefused missing(String secret) {
        return new StartRefused(
                secret + " is missing: none is made up for servers that are shared with others",
                "set " + secret + " or " + secret + "_FILE");
    }

    /** A property source of Spring prints its values when debugging. */
    private static final class SecretProperties extends MapPropertySource {

        SecretProperties(Map<String, Object> secrets) {
            super("edict secrets", secrets);
        }

        @Override
        public String toString() {
            return getName();
        }
    }
}
