package dev.edict.replica.report;

import dev.edict.replica.background.LogSafeText;
import dev.edict.replica.background.Loop;
import dev.edict.replica.background.Trouble;
import dev.edict.replica.canary.CanaryRequest;
import dev.edict.replica.controlplane.ControlPlaneClient;
import dev.edict.replica.controlplane.ControlPlaneFailure;
import dev.edict.replica.report.Roster.Registration;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the control plane what this replica enforces: within 0.3 s after a load, and at least once per heartbeat. It has
 * a thread of its own, and neither loading nor deciding waits for it, or depends on its success.
 */
public final class Reporter implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Reporter.class);
    static final int MOST_ZONES = 1_000;
    private static final long SHORTEST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 300;
    private static final Duration PATIENCE_OF_A_READ = Duration.ofSeconds(1);

    /** The place in the roster is gone, and another registration says what takes its place. */
    private static final Set<String> REGISTRATION_OVER =
            Set.of("incarnation_superseded", "replica_unknown", "report_out_of_order");

    /** One of the report's zones is at fault; the others can be told. */
    private static final Set<String> ZONE_REFUSED = Set.of("activation_unknown", "zone_forbidden");

    private final Roster roster;
    private final Supplier<List<ZoneReport>> zones;
    private final Consumer<CanaryRequest> canaries;
    private final Supplier<@Nullable Long> rejectedInvalidations;
    private final Loop loop;
    private final Semaphore wake = new Semaphore(0);
    private final Map<String, ZoneReport.Fact> acknowledged = new HashMap<>();
    private volatile @Nullable Registration registration;
    private volatile long leaseUntil = System.nanoTime();
    private long counter;
    private int most = MOST_ZONES;

    /**
     * Makes a reporter, which does nothing until it is started.
     *
     * @param id the replica's id in the roster
     * @param software name and version
     * @param stalenessBudget null if the replica allows for ever
     * @param only the only zones that are loaded; empty for all
     * @param gateway whether it lets requests through to a protected upstream
     * @param zones what is enforced now, in every zone
     * @param canaries told whose canaries the control plane wants to have evaluated; must return at once
     * @param rejectedInvalidations how many entries of the stream were dropped so far; null if none is read
     */
    public Reporter(
            ControlPlaneClient client,
            String id,
            String software,
            @Nullable Duration stalenessBudget,
            Set<String> only,
            boolean gateway,
            Supplier<List<ZoneReport>> zones,
            Consumer<CanaryRequest> canaries,
            Supplier<@Nullable Long> rejectedInvalidations) {
        this.roster = new Roster(client, id, software, stalenessBudget, only, gateway);
        this.zones = zones;
        this.canaries = canaries;
        this.rejectedInvalidations = rejectedInvalidations;
        this.loop = new Loop("report", new Trouble(log, "reporting to the control plane"), this::round);
    }

    public void start() {
        loop.start();
    }

    /** Something may have changed; returns at once. */
    public void wake() {
        wake.release();
    }

    /**
     * Returns at once while the control plane has this replica in its roster, by the answers so far; else tries it once
     * more, for at most 1 s, and returns whether that succeeds or not.
     */
    void holdLease() throws InterruptedException {
        if (!isLeased()) {
            wake();
            loop.hurry(PATIENCE_OF_A_READ);
        }
    }

    private boolean isLeased() {
        return System.nanoTime() - leaseUntil < 0;
    }

    private void round() throws InterruptedException {
        var current = registration;
        if (current == null) {
            register();
            acknowledged.clear();
            counter = 0;
            wake();
            return;
        }
        if (wake.tryAcquire(current.heartbeat().toMillis(), TimeUnit.MILLISECONDS)) {
            if (isLeased()) {
                // The report also has what changes during the pause, in which the rest of the fleet can load.
                TimeUnit.MILLISECONDS.sleep(
                        ThreadLocalRandom.current().nextLong(SHORTEST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS));
            }
            wake.drainPermits();
        }
        report(current);
    }

    private void register() {
        var sent = System.nanoTime();
        var given = roster.register();
        registration = given;
        leaseUntil = sent + given.lease().toNanos();
    }

    private void report(Registration current) {
        var sent = System.nanoTime();
        var all = zones.get();
        var changes = all.stream()
                .filter(zone -> !zone.fact().equals(acknowledged.get(zone.zoneId())))
                .limit(most)
                .toList();
        try {
            roster.report(
                            current.incarnation(),
                            ++counter,
                            oldestConfirmation(all),
                            rejectedInvalidations.get(),
                            changes)
                    .forEach(canaries);
        } catch (ControlPlaneFailure e) {
            refused(e, changes);
            return;
        }
        leaseUntil = sent + current.lease().toNanos();
        changes.forEach(zone -> acknowledged.put(zone.zoneId(), zone.fact()));
        if (changes.size() == most) {
            wake();
        }
        most = Math.min(2 * most, MOST_ZONES);
    }

    private static @Nullable Duration oldestConfirmation(List<ZoneReport> zones) {
        return zones.stream()
                .filter(ZoneReport::isInForce)
                .map(ZoneReport::confirmedCurrentAge)
                .max(Duration::compareTo)
                .orElse(null);
    }

    private void refused(ControlPlaneFailure failure, List<ZoneReport> changes) {
        if (REGISTRATION_OVER.contains(failure.code())) {
            registration = null;
            leaseUntil = System.nanoTime();
            throw failure;
        }
        if (!ZONE_REFUSED.contains(failure.code()) || changes.isEmpty()) {
            throw failure;
        }
        if (changes.size() == 1) {
            var zone = changes.get(0);
            acknowledged.put(zone.zoneId(), zone.fact());
            log.warn(
                    "The control plane refuses the report of zone {}: {}",
                    zone.zoneId(),
                    LogSafeText.ofRootCause(failure));
        }
        most = Math.max(changes.size() / 2, 1);
        wake();
    }

    /** Stops, and says goodbye if it is registered; takes at most some 3 s. */
    @Override
    public void close() {
        loop.close();
        var current = registration;
        if (current == null) {
            return;
        }
        try {
            roster.goodbye(current.incarnation());
        } catch (ControlPlaneFailure e) {
            log.info("The control plane was not told that this replica ends: {}", LogSafeText.ofRootCause(e));
        }
    }
}
