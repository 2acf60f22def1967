package dev.edict.app.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.app.rig.AllowedCalls.Promise;
import dev.edict.app.rig.GatewayLog.Call;
import dev.edict.app.rig.GatewayLog.Read;
import dev.edict.app.rig.GatewayLog.Records;
import dev.edict.replica.ReplicaSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * While servers, connections and clocks fail, no gateway allows a call that begins after its staleness budget. Afterwards
 * all of them enforce the newest activation. {@code -Dedict.chaos.seed} repeats a run.
 */
@Tag("measures")
@EnabledIfSystemProperty(named = "edict.soak", matches = "true")
class DecisionPointsUnderChaosIT {

    private static final Duration LONGEST_CONVERGENCE = Duration.ofSeconds(45);
    private static final Duration LONGEST_START = Duration.ofMinutes(2);
    private static final Duration PAST_THE_BUDGET = ChaosScene.BUDGET.plusSeconds(2);
    private static final int TIMES = Integer.getInteger("edict.chaos.times", 1);

    @TempDir
    private Path folder;

    @Test
    void no_call_is_allowed_after_its_budget_and_all_enforce_the_newest_activation_afterwards() {
        long seed = Long.getLong("edict.chaos.seed", System.nanoTime());
        System.out.println("chaos: -Dedict.chaos.seed=" + seed);
        try (var scene = new ChaosScene(folder, 2)) {
            var faults = faults(scene, seed);
            scene.awaitAllowedBy(scene.newest(), LONGEST_START);
            scene.changes.begin(scene.zones, seed);
            faults.run(TIMES);
            scene.awaitNode();
            scene.changes.end();

            scene.zones.forEach(zone -> activateOnceMore(scene, zone));
            var converged = scene.awaitAllowedBy(scene.newest(), LONGEST_CONVERGENCE);
            var settled = scene.awaitSettled(scene.newest(), LONGEST_CONVERGENCE);

            var gateways = scene.gateways();
            print(scene, gateways, faults, converged, settled);
            assertNothingAllowedTooLate(scene, gateways);
            assertNothingLost(scene);
            assertFaultsWereReal(scene, gateways);
        }
    }

    private static void activateOnceMore(ChaosScene scene, Load.Zone zone) {
        await("a last change")
                .atMost(LONGEST_CONVERGENCE)
                .until(() -> scene.changes.activate(zone, 1).outcome() == Operation.Outcome.OK);
    }

    private static void assertNothingAllowedTooLate(ChaosScene scene, Map<String, Records> gateways) {
        var checks = scene.allowedCalls();
        var found = new LinkedHashMap<String, List<AllowedCalls.Violation>>();
        gateways.forEach((name, records) -> found.put(name, checks.violations(records)));
        assertThat(found)
                .allSatisfy(
                        (name, violations) -> assertThat(violations).as(name).isEmpty());
    }

    /** K5 does not hold: the stream was emptied, and has entries of resyncs. */
    private static void assertNothingLost(ChaosScene scene) {
        var evidence = scene.servers.evidence().awaitQuiescence();
        assertThat(new Checker(RigServers.STREAMS_KEY)
                        .violations(scene.changes.history().operations(), evidence))
                .filteredOn(violation -> violation.promise() != Violation.Promise.K5)
                .isEmpty();
    }

    private static void assertFaultsWereReal(ChaosScene scene, Map<String, Records> gateways) {
        gateways.forEach((name, records) -> assertThat(records.calls().stream().anyMatch(Call::isAllowed))
                .as(name)
                .isTrue());
        assertThat(gateways.values().stream()
                        .mapToLong(DecisionPointsUnderChaosIT::stale)
                        .sum())
                .as("calls after a budget")
                .isPositive();
        assertThat(scene.changes.settledActivations()).isPositive();
        GatewayProcess.clockLibrary()
                .ifPresent(library -> assertThat(wallClockMoved(Objects.requireNonNull(gateways.get("clock"))))
                        .as("the wall clock was moved")
                        .isGreaterThan(Duration.ofMinutes(1)));
    }

    private static Faults faults(ChaosScene scene, long seed) {
        var redis = scene.way(scene.servers.redis().port());
        var inProcess = scene.way(scene.node.port());
        var tables = scene.way(scene.servers.postgres().port());
        var toStopped = scene.way(scene.node.port());
        scene.gateway("http", inProcess, redis, settings -> settings);
        scene.gatewayOnTables("tables", tables);
        var stopped = scene.gatewayProcess("stopped", toStopped, redis).start();
        var faults = new Faults(seed)
                .onRedis(scene.servers.redis())
                .onPostgres(scene.servers.postgres())
                .onNode(scene.node)
                .onGateway("stopped", stopped)
                .onWay("node to PostgreSQL", scene.nodeToPostgres)
                .onWay("node to Redis", scene.nodeToRedis)
                .onWay("gateways to Redis", redis)
                .onWay("http to node", inProcess)
                .onWay("tables to PostgreSQL", tables)
                .onWay("stopped to node", toStopped);
        var library = GatewayProcess.clockLibrary();
        if (library.isEmpty()) {
            System.out.println(
                    "chaos: no wall clock is moved, because libfaketime is not there (apt-get install faketime,"
                            + " or set LIBFAKETIME)");
            return faults;
        }
        var toClock = scene.way(scene.node.port());
        var clock = scene.gatewayProcess("clock", toClock, redis)
                .withClock(library.get())
                .start();
        return faults.onClockOf("clock", clock).onWay("clock to node", toClock);
    }

    /** The control: the same checks of a gateway without a budget that is cut off while another change is made. */
    @Test
    void were_there_no_budget_calls_that_are_allowed_too_late_would_be_found() {
        try (var scene = new ChaosScene(folder, 1)) {
            var zone = scene.zones.get(0);
            var redis = scene.way(scene.servers.redis().port());
            var way = scene.way(scene.node.port());
            scene.gateway("with-budget", way, redis, settings -> settings);
            scene.gateway("without", way, redis, ReplicaSettings.Builder::withoutStalenessBudget);
            scene.awaitAllowedBy(scene.newest(), LONGEST_CONVERGENCE);
            way.refuse();
            scene.changes.deactivate(zone);
            await("the budget to be over").pollDelay(PAST_THE_BUDGET).until(() -> true);
            assertThat(scene.lastCall("without", zone).isAllowed()).isTrue();

            var found = scene.allowedCalls()
                    .violations(Objects.requireNonNull(scene.gateways().get("without")));

            assertThat(found)
                    .extracting(AllowedCalls.Violation::promise)
                    .containsOnly(Promise.CONFIRMED, Promise.NOT_REPLACED)
                    .contains(Promise.CONFIRMED, Promise.NOT_REPLACED);
            assertThat(scene.allowedCalls()
                            .violations(Objects.requireNonNull(scene.gateways().get("with-budget"))))
                    .isEmpty();
        }
    }

    private static long stale(Records records) {
        return records.calls().stream()
                .filter(call -> "policy_stale".equals(call.reason()))
                .count();
    }

    private static Duration wallClockMoved(Records records) {
        var offsets = records.reads().stream().map(Read::wallOffset).toList();
        return offsets.stream()
                .max(Duration::compareTo)
                .orElseThrow()
                .minus(offsets.stream().min(Duration::compareTo).orElseThrow());
    }

    private static void print(
            ChaosScene scene, Map<String, Records> gateways, Faults faults, Duration converged, Duration settled) {
        System.out.println("chaos: " + faults);
        System.out.printf(
                "chaos: %s; %d activations were settled; after the end all allowed by the newest within %d ms, settled after %d more%n",
                scene.changes.history(), scene.changes.settledActivations(), converged.toMillis(), settled.toMillis());
        gateways.forEach((name, records) -> System.out.printf(
                "chaos: %s: %d calls, %d allowed, denied %s, %d reads, %d starts, wall clock moved by %s%n",
                name,
                records.calls().size(),
                records.calls().stream().filter(Call::isAllowed).count(),
                denials(records.calls()),
                records.reads().size(),
                records.starts().size(),
                wallClockMoved(records)));
    }

    private static Map<String, Long> denials(List<Call> calls) {
        return calls.stream()
                .filter(call -> !call.isAllowed())
                .collect(Collectors.groupingBy(call -> String.valueOf(call.reason()), Collectors.counting()));
    }
}
