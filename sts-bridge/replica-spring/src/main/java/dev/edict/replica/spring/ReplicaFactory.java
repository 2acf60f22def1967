package dev.edict.replica.spring;

import static dev.edict.replica.spring.InvalidGatewaySettings.require;

import dev.edict.replica.Replica;
import dev.edict.replica.ReplicaSettings;
import dev.edict.replica.controlplane.BundleSource;
import dev.edict.replica.controlplane.ControlPlaneClient;
import dev.edict.replica.controlplane.ControlPlaneFailure;
import dev.edict.replica.redis.RedisStream;
import dev.edict.replica.redis.StreamKey;
import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes the replica of a gateway from its properties. */
final class ReplicaFactory {

    private static final String PREFIX = "edict.gateway.";

    private final GatewayProperties properties;

    ReplicaFactory(GatewayProperties properties) {
        this.properties = properties;
    }

    ControlPlaneClient client() {
        var url = properties.url();
        require(
                url != null && !url.isBlank(),
                PREFIX + "url",
                "is missing",
                "Set it to the address of Edict, such as https://edict.internal, or switch the gateway off with"
                        + " edict.gateway.enabled=false.");
        return of(
                "url",
                "Set it to the address of Edict, such as https://edict.internal.",
                () -> ControlPlaneClient.at(uri(url), token()));
    }

    /** The message of a malformed address would repeat the address, and with it a password. */
    private static URI uri(@Nullable String url) {
        try {
            return new URI(String.valueOf(url).strip());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("it is not a URL");
        }
    }

    private Supplier<String> token() {
        var token = properties.token();
        var file = properties.tokenFile();
        if (file != null) {
            require(
                    !read("token-file", file).isEmpty(),
                    PREFIX + "token-file",
                    "names an empty file",
                    "Write a token of Edict with the capability replica into it.");
            return () -> current(file);
        }
        require(
                token != null && !token.isBlank(),
                PREFIX + "token-file",
                "and edict.gateway.token are both missing",
                "Name a file with a token of Edict that has the capability replica.");
        return () -> String.valueOf(token);
    }

    private static String current(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new ControlPlaneFailure("no_token", "the token file cannot be read");
        }
    }

    /** @param client to report by; null to make one if there is an id to report under */
    Replica replica(
            BundleSource source, @Nullable ControlPlaneClient client, Stream<ReplicaSettingsCustomizer> customizers) {
        var builder = ReplicaSettings.from(source).gateway();
        of(
                "staleness-budget",
                "Set it to a duration such as 5m.",
                () -> builder.stalenessBudget(properties.stalenessBudget()));
        if (!properties.zones().isEmpty()) {
            of("zones", "Name ids of zones.", () -> builder.zones(properties.zones()));
        }
        var id = properties.replicaId();
        if (id != null) {
            var reportedTo = client == null ? client() : client;
            of("replica-id", "Set a stable id for this process.", () -> builder.reportingTo(reportedTo, id));
        }
        if (properties.folder() != null) {
            builder.folder(properties.folder());
        }
        if (properties.redis() != null) {
            builder.redis(stream(properties.redis()));
        }
        customizers.forEach(customizer -> customizer.customize(builder));
        return new Replica(builder.build());
    }

    private static RedisStream stream(GatewayProperties.Redis redis) {
        var texts = redis.keyFiles().isEmpty()
                ? redis.keys()
                : redis.keyFiles().stream()
                        .map(file -> read("redis.key-files", file))
                        .toList();
        var keys = of("redis.keys", "Give one key, or during a rotation two, as hex digits.", () -> texts.stream()
                .map(StreamKey::parse)
                .toList());
        return of(
                "redis.keys",
                "Give one key, or during a rotation two.",
                () -> new RedisStream(address(redis.url()), RedisStream.NAME, keys));
    }

    /** The reason of a malformed address would repeat it, with its password. */
    private static RedisURI address(@Nullable String url) {
        try {
            return RedisURI.create(String.valueOf(url));
        } catch (IllegalArgumentException e) {
            throw new InvalidGatewaySettings(
                    PREFIX + "redis.url",
                    "is not the address of a Redis",
                    "Set an address such as rediss://user:password@host:6379, with special characters encoded.");
        }
    }

    private static String read(String property, Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new InvalidGatewaySettings(
                    PREFIX + property, "names a file that cannot be read", "Check the path and its permissions.");
        }
    }

    private static <T> T of(String property, String action, Supplier<T> value) {
        try {
            return value.get();
        } catch (InvalidGatewaySettings e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new InvalidGatewaySettings(PREFIX + property, "is invalid: " + e.getMessage(), action);
        }
    }
}
