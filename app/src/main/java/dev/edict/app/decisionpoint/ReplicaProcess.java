package dev.edict.app.decisionpoint;

import dev.edict.app.servers.EnvironmentVariables;
import dev.edict.bridge.redis.RedisAddress;
import dev.edict.embedded.StartRefused;
import dev.edict.replica.ReplicaSettings;
import dev.edict.replica.controlplane.ControlPlaneClient;
import dev.edict.replica.controlplane.HttpBundleSource;
import dev.edict.replica.redis.RedisStream;
import dev.edict.replica.redis.StreamKey;
import io.lettuce.core.RedisURI;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.convert.DurationStyle;

/** The settings of a decision point that runs as a process of its own, from options and environment variables. */
final class ReplicaProcess {

    static final String FROM = "EDICT_FROM";
    static final String TOKEN = "EDICT_REPLICA_TOKEN";
    static final String ID = "EDICT_REPLICA_ID";
    static final String ZONES = "EDICT_REPLICA_ZONES";
    static final String FOLDER = "EDICT_REPLICA_DATA";
    static final String BUDGET = "EDICT_STALENESS_BUDGET";

    private static final String REDIS_URL = "REDIS_URL";
    private static final String STREAMS_KEY = "STREAMS_HMAC_KEY";
    private static final String DEFAULT_FOLDER = ".edict-replica";

    private final EnvironmentVariables variables;

    ReplicaProcess(EnvironmentVariables variables) {
        this.variables = variables;
    }

    ControlPlaneClient edict() {
        token();
        return checked(FROM, () -> ControlPlaneClient.at(address(), this::token));
    }

    ReplicaSettings replica(ControlPlaneClient edict) {
        var chosen = ReplicaSettings.from(new HttpBundleSource(edict)).folder(folder());
        variables.find(ID).ifPresent(id -> checked(ID, () -> chosen.reportingTo(edict, id)));
        var zones = zones();
        if (!zones.isEmpty()) {
            checked(ZONES, () -> chosen.zones(zones));
        }
        variables.find(BUDGET).ifPresent(budget -> checked(BUDGET, () -> chosen.stalenessBudget(duration(budget))));
        redis().ifPresent(redis -> chosen.redis(RedisStream.at(redis, streamKey())));
        return chosen.build();
    }

    /** The name of this decision point in the audit: its id, or that of its machine. */
    String name() {
        return variables.find(ID).orElseGet(HostName::get);
    }

    /** The folder of bundles, tokens, and events that Redis does not take. */
    Path folder() {
        return Path.of(variables.find(FOLDER).orElse(DEFAULT_FOLDER))
                .toAbsolutePath()
                .normalize();
    }

    /** Where decisions are recorded and invalidations are heard; empty without Redis. */
    Optional<RedisURI> redis() {
        return variables
                .find(REDIS_URL)
                .map(url ->
                        checked(REDIS_URL, () -> RedisAddress.parse(url, null).first()));
    }

    private URI address() {
        return URI.create(required(FROM, "the address of Edict, such as http://edict.example:3000, or --from"));
    }

    private String token() {
        return required(TOKEN, "a token of Edict with the capability replica");
    }

    private StreamKey streamKey() {
        return checked(
                STREAMS_KEY,
                () -> StreamKey.parse(required(STREAMS_KEY, "the key of Edict's stream, which signs its entries")));
    }

    private List<String> zones() {
        return variables.find(ZONES).stream()
                .flatMap(list -> Arrays.stream(list.split(",", -1)))
                .map(String::strip)
                .filter(zone -> !zone.isEmpty())
                .toList();
    }

    private static Duration duration(String text) {
        return DurationStyle.detectAndParse(text.strip());
    }

    private String required(String variable, String what) {
        return variables
                .find(variable)
                .orElseThrow(() -> new StartRefused(variable + " is missing", "set it: " + what));
    }

    private interface Made<T> {
        T get();
    }

    /** The messages of these exceptions say what is wrong and repeat no secret. */
    private static <T> T checked(String variable, Made<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            throw new StartRefused(variable + " cannot be used", String.valueOf(e.getMessage()));
        }
    }
}
