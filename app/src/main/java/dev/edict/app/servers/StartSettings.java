package dev.edict.app.servers;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Decides before anything is built which servers are used and which secrets, or refuses the start; found by Spring Boot
 * through its factories.
 */
public final class StartSettings implements EnvironmentPostProcessor, Ordered {

    static final String DATABASE_URL = "edict.servers.database-url";
    static final String REDIS_URL = "edict.servers.redis-url";
    static final String DATA_FOLDER = "edict.servers.data-folder";
    static final String NEW_TOKEN = "edict.servers.new-admin-token";
    private static final String STREAMS_KEY = "edict.sts-bridge.key";
    private static final String ADMIN_TOKEN = "edict.admin-token";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        var settings = decide(new Variables(environment::getProperty));
        environment.getPropertySources().addFirst(new MapPropertySource("edictStartSettings", settings));
    }

    static Map<String, Object> decide(Variables variables) {
        var database = variables.get("DATABASE_URL");
        var redis = variables.get("REDIS_URL");
        if (database.isPresent() != redis.isPresent()) {
            throw new StartRefused(
                    "%s is set, but %s is not."
                            .formatted(
                                    database.isPresent() ? "DATABASE_URL" : "REDIS_URL",
                                    database.isPresent() ? "REDIS_URL" : "DATABASE_URL"),
                    "Set both to use your own servers, or neither to have embedded ones started.");
        }
        var settings = new LinkedHashMap<String, Object>();
        if (database.isPresent() && redis.isPresent()) {
            settings.put(DATABASE_URL, database.get());
            settings.put(REDIS_URL, redis.get());
            ownSecrets(variables, settings);
        } else {
            keptSecrets(variables, settings);
        }
        return settings;
    }

    private static void ownSecrets(Variables variables, Map<String, Object> settings) {
        var key = variables
                .get("STREAMS_HMAC_KEY")
                .orElseThrow(() -> new StartRefused(
                        "STREAMS_HMAC_KEY is not set: with your own servers, invalidations are never sent unsigned.",
                        "Set it to the key your decision points verify with, at least 32 bytes in hex."));
        var token = adminToken(variables)
                .orElseThrow(() -> new StartRefused(
                        "Neither EDICT_ADMIN_TOKEN nor CARACAL_ADMIN_TOKEN is set: with your own servers, Edict does"
                                + " not make up a token.",
                        "Set EDICT_ADMIN_TOKEN to a long random token."));
        settings.put(STREAMS_KEY, Secrets.verifiedStreamsKey(key));
        settings.put(ADMIN_TOKEN, Secrets.verifiedAdminToken(token));
    }

    private static void keptSecrets(Variables variables, Map<String, Object> settings) {
        var folder = Path.of(variables.get("EDICT_DATA").orElse(".edict"))
                .toAbsolutePath()
                .normalize();
        settings.put(DATA_FOLDER, folder.toString());
        var key = variables.get("STREAMS_HMAC_KEY").orElseGet(() -> DataFolder.keptSecret(
                        folder, "streams-hmac-key", Secrets::newStreamsKey)
                .secret());
        settings.put(STREAMS_KEY, Secrets.verifiedStreamsKey(key));
        var given = adminToken(variables);
        if (given.isPresent()) {
            settings.put(ADMIN_TOKEN, Secrets.verifiedAdminToken(given.get()));
            return;
        }
        var kept = DataFolder.keptSecret(folder, "admin-token", Secrets::newAdminToken);
        settings.put(ADMIN_TOKEN, Secrets.verifiedAdminToken(kept.secret()));
        settings.put(NEW_TOKEN, kept.isNew());
    }

    private static Optional<String> adminToken(Variables variables) {
        return variables.get("EDICT_ADMIN_TOKEN").or(() -> variables.get("CARACAL_ADMIN_TOKEN"));
    }

    /** After the configuration files were read. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}
