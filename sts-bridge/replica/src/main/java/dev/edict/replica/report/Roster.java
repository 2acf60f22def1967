package dev.edict.replica.report;

import dev.edict.replica.canary.CanaryRequest;
import dev.edict.replica.controlplane.ControlPlaneClient;
import dev.edict.replica.controlplane.ControlPlaneFailure;
import dev.edict.replica.controlplane.ZoneIds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The routes of the control plane's roster. */
final class Roster {

    private static final Duration TIMEOUT = Duration.ofSeconds(4);
    private static final Duration GOODBYE_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration SHORTEST_HEARTBEAT = Duration.ofMillis(200);
    private static final Duration LONGEST_HEARTBEAT = Duration.ofSeconds(60);
    private static final int CREATED = 201;
    private static final int OK = 200;

    /**
     * A place in the roster.
     *
     * @param lease how long it is held from a report, or from the registration
     */
    record Registration(long incarnation, Duration lease, Duration heartbeat) {}

    private record WireReported(@Nullable List<@Nullable WireCanaries> canaries) {}

    private record WireCanaries(@Nullable String zoneId, long activationSeq) {}

    private record WireRegistration(long incarnation, double leaseSeconds, double heartbeatSeconds) {}

    private final ControlPlaneClient client;
    private final String id;
    private final String software;
    private final @Nullable Duration stalenessBudget;
    private final Set<String> zones;
    private final boolean gateway;

    /**
     * @param zones the only ones that are loaded; empty for all
     * @param gateway whether it lets requests through to a protected upstream
     */
    Roster(
            ControlPlaneClient client,
            String id,
            String software,
            @Nullable Duration stalenessBudget,
            Set<String> zones,
            boolean gateway) {
        this.gateway = gateway;
        this.zones = zones;
        this.client = client;
        this.id = id;
        this.software = software;
        this.stalenessBudget = stalenessBudget;
    }

    /**
     * Registers the id.
     *
     * @throws ControlPlaneFailure with the answer's code, such as {@code replica_id_in_use}
     */
    Registration register() {
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("id", id);
        if (stalenessBudget != null) {
            body.put("staleness_budget_seconds", wholeSeconds(stalenessBudget));
        }
        body.put("software", software);
        body.put("evaluates_canaries", true);
        body.put("gateway", gateway);
        if (!zones.isEmpty() && zones.size() <= Reporter.MOST_ZONES) {
            body.put("zones", zones);
        }
        var answer = client.post("/v1/replicas", body, TIMEOUT);
        var given = answer.read(CREATED, WireRegistration.class);
        return new Registration(
                given.incarnation(), millis(given.leaseSeconds()), heartbeat(millis(given.heartbeatSeconds())));
    }

    /** Rounded up: the control plane waits for as long as this replica may go on allowing. */
    private static long wholeSeconds(Duration budget) {
        return budget.plusSeconds(1).minusNanos(1).toSeconds();
    }

    private static Duration millis(double seconds) {
        return Duration.ofMillis((long) (seconds * 1_000));
    }

    private static Duration heartbeat(Duration asked) {
        if (asked.compareTo(SHORTEST_HEARTBEAT) < 0) {
            return SHORTEST_HEARTBEAT;
        }
        return asked.compareTo(LONGEST_HEARTBEAT) > 0 ? LONGEST_HEARTBEAT : asked;
    }

    /**
     * Sends a report, and returns whose canaries the control plane wants to have evaluated.
     *
     * @param confirmedAge of the zone in force that was confirmed longest ago; null if there is none
     * @param rejectedInvalidations how many entries of the stream were dropped so far; null if none is read
     * @throws ControlPlaneFailure with the answer's code
     */
    List<CanaryRequest> report(
            long incarnation,
            long counter,
            @Nullable Duration confirmedAge,
            @Nullable Long rejectedInvalidations,
            List<ZoneReport> changes) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("incarnation", incarnation);
        body.put("counter", counter);
        if (confirmedAge != null) {
            body.put("confirmed_current_age_ms", confirmedAge.toMillis());
        }
        if (rejectedInvalidations != null) {
            body.put("rejected_invalidations", rejectedInvalidations);
        }
        body.put("zones", changes.stream().map(Roster::wire).toList());
        var answer = client.post("/v1/replicas/" + id + "/reports", body, TIMEOUT);
        var canaries = answer.read(OK, WireReported.class).canaries();
        return canaries == null ? List.of() : requests(incarnation, canaries);
    }

    private static List<CanaryRequest> requests(long incarnation, List<@Nullable WireCanaries> canaries) {
        var requests = new ArrayList<CanaryRequest>();
        for (var wanted : canaries) {
            var zoneId = wanted == null ? null : wanted.zoneId();
            if (wanted != null && zoneId != null && ZoneIds.isValid(zoneId)) {
                requests.add(new CanaryRequest(incarnation, zoneId, wanted.activationSeq()));
            }
        }
        return requests;
    }

    /** The control plane takes no null: what is not known is left out. */
    private static Map<String, @Nullable Object> wire(ZoneReport zone) {
        var wire = new LinkedHashMap<String, @Nullable Object>();
        wire.put("zone_id", zone.zoneId());
        wire.put("activation_seq", zone.activationSeq());
        wire.put("manifest_sha256", zone.manifestSha256());
        wire.put("loaded_at", zone.loadedAt());
        wire.put("confirmed_current_age_ms", zone.confirmedCurrentAge().toMillis());
        wire.put("since_change_age_ms", zone.sinceChangeAge().toMillis());
        wire.put("state", zone.state());
        wire.put("decided", zone.decided());
        wire.put("error", zone.error());
        wire.values().removeIf(Objects::isNull);
        return wire;
    }

    /** Leaves the roster. */
    void goodbye(long incarnation) {
        client.delete("/v1/replicas/" + id + "?incarnation=" + incarnation, GOODBYE_TIMEOUT);
    }
}
