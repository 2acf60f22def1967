package dev.edict.bridge.redis;

import io.lettuce.core.RedisCredentialsProvider;
import io.lettuce.core.RedisURI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where Redis is: one server, the master that Sentinels name, or a cluster. Its text has no credentials.
 *
 * @param servers the server, the address with its Sentinels, or nodes of the cluster, of which any names the others
 * @param certificates a PEM file with the authorities that sign the servers' certificates; null for those of Java
 */
public record RedisAddress(boolean isCluster, List<RedisURI> servers, @Nullable Path certificates) {

    private static final String CLUSTER = "redis-cluster://";
    private static final String CLUSTER_TLS = "rediss-cluster://";
    private static final List<String> SCHEMES =
            List.of("redis://", "rediss://", "redis-sentinel://", "rediss-sentinel://", CLUSTER, CLUSTER_TLS);
    private static final int MOST_SERVERS = 16;

    /** A name, or an address of IPv4 or IPv6. The library takes a port that is no number for a part of the name. */
    private static final Pattern HOST = Pattern.compile("[^:,@/\\s]+|\\[?[0-9A-Fa-f:.]+(%\\w+)?]?");

    public RedisAddress {
        servers = List.copyOf(servers);
    }

    /** One server. */
    public static RedisAddress of(RedisURI server) {
        return new RedisAddress(false, List.of(server), null);
    }

    /**
     * Parses the address of one server ({@code redis://}), of Sentinels ({@code redis-sentinel://}) or of a cluster
     * ({@code redis-cluster://}); with {@code rediss} instead of {@code redis} over TLS.
     *
     * @throws IllegalArgumentException without the text, which may have a password
     */
    public static RedisAddress parse(String url, @Nullable Path certificates) {
        if (SCHEMES.stream().noneMatch(url::startsWith)) {
            throw malformed();
        }
        try {
            var parsed = url.startsWith(CLUSTER) || url.startsWith(CLUSTER_TLS)
                    ? new RedisAddress(true, clusterNodes(url), certificates)
                    : new RedisAddress(false, List.of(RedisURI.create(url)), certificates);
            return parsed.requireComplete();
        } catch (RuntimeException e) {
            // Its message repeats the address with the password, so it is not even kept as the cause.
            throw malformed();
        }
    }

    /** The current address; user and password are read again for each connection. */
    public static RedisAddress current(Supplier<String> url, @Nullable Path certificates) {
        var address = parse(url.get(), certificates);
        RedisCredentialsProvider credentials = () ->
                parse(url.get(), certificates).first().getCredentialsProvider().resolveCredentials();
        address.servers().forEach(server -> server.setCredentialsProvider(credentials));
        return address;
    }

    /** The only server, or one of them. */
    public RedisURI first() {
        return servers.get(0);
    }

    /** Whether another server may take the place of the one that is connected. */
    boolean isLookedUp() {
        return isCluster || !first().getSentinels().isEmpty();
    }

    /** Copies of the addresses with this timeout for everything. */
    List<RedisURI> servers(Duration timeout) {
        return servers.stream().map(server -> timed(server, timeout)).toList();
    }

    private static RedisURI timed(RedisURI server, Duration timeout) {
        var copy = RedisURI.builder(server).withTimeout(timeout);
        // The builder leaves them out.
        server.getSentinels()
                .forEach(sentinel -> copy.withSentinel(
                        RedisURI.builder(sentinel).withTimeout(timeout).build()));
        if (server.getSentinelMasterId() != null) {
            copy.withSentinelMasterId(server.getSentinelMasterId());
        }
        return copy.build();
    }

    /** Each node has the credentials and the parameters of the whole. */
    private static List<RedisURI> clusterNodes(String url) {
        var scheme = url.startsWith(CLUSTER_TLS) ? "rediss://" : "redis://";
        var rest = url.substring(url.indexOf("://") + 3);
        var end = Stream.of('/', '?', '#')
                .mapToInt(rest::indexOf)
                .filter(at -> at >= 0)
                .min()
                .orElse(rest.length());
        var authority = rest.substring(0, end);
        var parameters = rest.substring(end);
        var at = authority.lastIndexOf('@');
        var credentials = authority.substring(0, at + 1);
        var nodes = new ArrayList<RedisURI>();
        for (var node : authority.substring(at + 1).split(",", -1)) {
            nodes.add(RedisURI.create(scheme + credentials + node + parameters));
        }
        return nodes;
    }

    private RedisAddress requireComplete() {
        var sentinels = first().getSentinels();
        var asked = sentinels.isEmpty() ? servers : sentinels;
        // A cluster has no other database.
        var hasDatabase = isCluster && servers.stream().anyMatch(server -> server.getDatabase() != 0);
        if (asked.size() > MOST_SERVERS || hasDatabase || !asked.stream().allMatch(RedisAddress::hasHost)) {
            throw malformed();
        }
        return this;
    }

    private static boolean hasHost(RedisURI server) {
        return server.getHost() != null && HOST.matcher(server.getHost()).matches();
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException("not the address of a Redis");
    }
}
