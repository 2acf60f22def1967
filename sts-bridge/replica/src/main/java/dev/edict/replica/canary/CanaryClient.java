package dev.edict.replica.canary;

import dev.edict.replica.controlplane.ControlPlaneClient;
import dev.edict.replica.controlplane.ControlPlaneFailure;
import dev.edict.replica.controlplane.ZoneIds;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The control plane's routes for canaries; canaries that were read stay until they change. */
final class CanaryClient {

    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;
    private static final int LONGEST_TAG = 256;
    private static final int MOST = 200;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private record WireCanaries(long canariesVersion, @Nullable List<@Nullable WireCanary> items) {}

    private record WireCanary(@Nullable String name, @Nullable Map<String, Object> input) {}

    private record Tagged(String tag, Canaries canaries) {}

    private final ControlPlaneClient client;
    private final String replicaId;
    private final Map<String, Tagged> known = new ConcurrentHashMap<>();

    CanaryClient(ControlPlaneClient client, String replicaId) {
        this.client = client;
        this.replicaId = replicaId;
    }

    /** @throws ControlPlaneFailure if there is no usable answer in time */
    Canaries of(String zoneId) {
        var before = known.get(zoneId);
        var path = "/v1/zones/" + ZoneIds.require("a zone id", zoneId) + "/canaries";
        var answer = client.get(path, before == null ? "" : before.tag(), Duration.ZERO);
        if (before != null && answer.status() == NOT_MODIFIED) {
            return before.canaries();
        }
        var canaries = canaries(answer.read(OK, WireCanaries.class));
        known.remove(zoneId);
        answer.header("ETag")
                .filter(tag -> tag.length() <= LONGEST_TAG)
                .ifPresent(tag -> known.put(zoneId, new Tagged(tag, canaries)));
        return canaries;
    }

    private static Canaries canaries(WireCanaries wire) {
        var items = Objects.requireNonNullElse(wire.items(), List.<WireCanary>of());
        if (items.size() > MOST) {
            throw new ControlPlaneFailure("unusable_answer", "a zone has more than %d canaries".formatted(MOST));
        }
        return new Canaries(
                wire.canariesVersion(), items.stream().map(CanaryClient::canary).toList());
    }

    private static Canary canary(@Nullable WireCanary wire) {
        if (wire == null || wire.name() == null || wire.input() == null) {
            throw new ControlPlaneFailure("unusable_answer", "a canary without a name or an input");
        }
        return Canary.of(wire.name(), wire.input());
    }

    /** @throws ControlPlaneFailure with the answer's code, such as {@code canaries_changed} */
    void answer(CanaryRequest request, long version, List<CanaryAnswer> answers) {
        var body = new LinkedHashMap<String, Object>();
        body.put("incarnation", request.incarnation());
        body.put("zone_id", request.zoneId());
        body.put("activation_seq", request.activationSeq());
        body.put("canaries_version", version);
        body.put("answers", answers.stream().map(CanaryClient::wire).toList());
        var answer = client.post("/v1/replicas/" + replicaId + "/canaries", body, TIMEOUT);
        if (answer.status() != OK) {
            throw answer.failure();
        }
    }

    /** The control plane takes no null. */
    private static Map<String, @Nullable Object> wire(CanaryAnswer answer) {
        var wire = new LinkedHashMap<String, @Nullable Object>();
        wire.put("name", answer.name());
        wire.put("decision", answer.decision());
        wire.put("reason", answer.reason());
        wire.values().removeIf(Objects::isNull);
        return wire;
    }
}
