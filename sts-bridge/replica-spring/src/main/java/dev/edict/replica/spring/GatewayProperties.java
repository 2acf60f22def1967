package dev.edict.replica.spring;

import static dev.edict.replica.spring.InvalidGatewaySettings.require;

import dev.edict.replica.spring.input.ClaimNames;
import dev.edict.replica.spring.input.Route;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of a gateway. The texts of secrets appear in no output.
 *
 * @param url the address of Edict; required unless there is a bean for the bundle source
 * @param token the bearer token, which needs the capability {@code replica}
 * @param tokenFile a file with the token, read for each request, so that the token may rotate; in place of {@code token}
 * @param zones the zones to load; empty for every zone that the token may see
 * @param replicaId a stable id for this process, under which it reports to Edict; null for no reports
 * @param folder keeps the last good bundles; null for none
 * @param stalenessBudget for how long an unconfirmed bundle may allow requests: 5 s to 7 days
 * @param redis the stream that announces activations
 * @param debugHeader whether responses have the header {@code X-Edict-Decision}
 * @param challenge the {@code WWW-Authenticate} of an answer with status 401
 * @param filterPaths the URL patterns of the servlet filter
 * @param claims which claims of a token the table of routes reads
 * @param routes the table of routes: the first that matches a request counts
 */
@ConfigurationProperties("edict.gateway")
public record GatewayProperties(
        @Nullable String url,
        @Nullable String token,
        @Nullable Path tokenFile,
        @DefaultValue List<String> zones,
        @Nullable String replicaId,
        @Nullable Path folder,
        @DefaultValue("5m") Duration stalenessBudget,
        @Nullable Redis redis,
        @DefaultValue("false") boolean debugHeader,
        @DefaultValue("Bearer") String challenge,
        @DefaultValue("/*") List<String> filterPaths,
        @DefaultValue ClaimNames claims,
        @DefaultValue List<Route> routes) {

    private static final String PREFIX = "edict.gateway.";
    private static final Pattern HEADER = Pattern.compile("[\\x20-\\x7e]+");

    public GatewayProperties {
        zones = List.copyOf(zones);
        filterPaths = List.copyOf(filterPaths);
        routes = List.copyOf(routes);
        require(
                token == null || tokenFile == null,
                PREFIX + "token",
                "and token-file are both set",
                "Set one of them, preferably edict.gateway.token-file.");
        require(
                HEADER.matcher(challenge).matches(),
                PREFIX + "challenge",
                "is not the value of a header",
                "Set a challenge such as Bearer or Basic realm=\"upstream\".");
        require(
                !filterPaths.isEmpty(),
                PREFIX + "filter-paths",
                "is empty",
                "Name URL patterns such as /api/*, or switch the filter off with edict.gateway.filter=false.");
    }

    /**
     * The stream of activations.
     *
     * @param url such as {@code rediss://user:password@host:6379}
     * @param keys one key as hex digits, or during a rotation two
     * @param keyFiles files with the keys, in place of {@code keys}; read at the start
     */
    public record Redis(@Nullable String url, @DefaultValue List<String> keys, @DefaultValue List<Path> keyFiles) {

        public Redis {
            keys = List.copyOf(keys);
            keyFiles = List.copyOf(keyFiles);
            require(
                    keys.isEmpty() != keyFiles.isEmpty(),
                    PREFIX + "redis",
                    keys.isEmpty() ? "has no key" : "has keys and key-files",
                    "Set edict.gateway.redis.key-files, or edict.gateway.redis.keys, to one key or two.");
        }

        @Override
        public String toString() {
            return "Redis[hidden]";
        }
    }

    @Override
    public String toString() {
        return "GatewayProperties[zones=%s, replicaId=%s]".formatted(zones, replicaId);
    }
}
