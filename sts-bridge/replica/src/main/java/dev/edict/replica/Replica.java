package dev.edict.replica;

import dev.edict.decision.Evaluation;
import dev.edict.decision.input.PolicyInput;
import dev.edict.replica.Outcome.Denied;
import dev.edict.replica.ZoneStatus.State;
import dev.edict.replica.background.DaemonThreads;
import dev.edict.replica.background.LogSafeText;
import dev.edict.replica.canary.CanaryEvaluation;
import dev.edict.replica.redis.Invalidation;
import dev.edict.replica.redis.InvalidationReader;
import dev.edict.replica.report.ReadsUnderLease;
import dev.edict.replica.report.Reporter;
import dev.edict.replica.report.ZoneReport;
import dev.edict.replica.store.BundleStore;
import dev.edict.replica.store.StoredBundle;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A decision point: loads the bundles of its zones, keeps them current and decides under them, from any thread and
 * without a lock. It starts without waiting for anything, and denies what it has not loaded.
 */
public final class Replica implements AutoCloseable {

    static final Outcome NOT_LOADED = Denied.because(Outcome.POLICY_NOT_LOADED, null);

    private static final Logger log = LoggerFactory.getLogger(Replica.class);

    private enum Phase {
        NEW,
        STARTED,
        CLOSED
    }

    private final Clocks clocks;
    private final long budgetNanos;
    private final ZoneRegistry zones;
    private final @Nullable BundlePersistence disk;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(new DaemonThreads("timer"));
    private final BundleLoader loader;
    private final ChangeFeed feed;
    private final @Nullable InvalidationReader redis;
    private final @Nullable CanaryEvaluation canaries;
    private final @Nullable Reporter reporter;
    private final int mostZones;
    private final LongAdder outdated = new LongAdder();
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.NEW);

    /**
     * Makes a replica, which loads nothing until it is started.
     *
     * @throws java.io.UncheckedIOException if its folder cannot be made
     */
    public Replica(ReplicaSettings settings) {
        this(settings, Clocks.SYSTEM);
    }

    Replica(ReplicaSettings settings, Clocks clocks) {
        this.clocks = clocks;
        this.budgetNanos = settings.budgetNanos();
        this.mostZones = settings.mostZones();
        this.zones = new ZoneRegistry(settings.zones(), mostZones);
        var folder = settings.folder();
        this.disk = folder == null ? null : new BundlePersistence(BundleStore.in(folder), zones, clocks, this::report);
        var reporting = settings.reporting();
        this.canaries =
                reporting == null ? null : new CanaryEvaluation(reporting.client(), reporting.id(), this::deciding);
        this.reporter = reporting == null || canaries == null
                ? null
                : new Reporter(
                        reporting.client(),
                        reporting.id(),
                        software(),
                        settings.stalenessBudget(),
                        settings.zones(),
                        settings.isGateway(),
                        this::reports,
                        canaries::request,
                        this::rejectedInvalidations);
        var source = reporter == null ? settings.source() : new ReadsUnderLease(settings.source(), reporter);
        this.loader = new BundleLoader(source, settings.loaders(), clocks, disk, timer, this::report);
        this.feed = new ChangeFeed(settings, source, zones, loader, clocks);
        var stream = settings.redis();
        this.redis = stream == null ? null : new InvalidationReader(stream, this::hear);
    }

    private static String software() {
        var version = Replica.class.getPackage().getImplementationVersion();
        return "edict-replica/" + (version == null ? "unpackaged" : version);
    }

    /**
     * Puts the bundles from the disk in force, and begins to load newer ones; returns without waiting for these.
     *
     * @throws IllegalStateException if it was started or closed before
     */
    public void start() {
        if (!phase.compareAndSet(Phase.NEW, Phase.STARTED)) {
            throw new IllegalStateException("a replica is started once");
        }
        if (disk != null) {
            disk.restore(mostZones, this::restore);
            disk.start();
        }
        if (canaries != null) {
            canaries.start();
        }
        if (reporter != null) {
            reporter.start();
        }
        zones.all().forEach(loader::request);
        feed.start();
        if (redis != null) {
            redis.start();
        }
    }

    private void restore(StoredBundle stored) {
        var zone = zones.found(stored.bundle().zoneId());
        try {
            if (zone != null) {
                loader.restore(zone, stored);
            }
        } catch (RuntimeException e) {
            log.warn(
                    "The bundle on disk of zone {} is ignored: {}",
                    stored.bundle().zoneId(),
                    LogSafeText.ofRootCause(e));
        }
    }

    /**
     * Decides a request (contract §8.5). The caller makes sure that the principal belongs to the zone.
     *
     * @return {@link Outcome.Denied} for everything that is not known to be allowed; there is no exception to catch
     */
    public Outcome decide(String zoneId, PolicyInput input) {
        var began = clocks.now();
        var zone = zones.get(zoneId);
        return zone == null ? NOT_LOADED : zone.decide(input, began, budgetNanos);
    }

    /** What is enforced in a zone; empty for a zone that the replica does not have. */
    public Optional<ZoneStatus> status(String zoneId) {
        return Optional.ofNullable(zones.get(zoneId)).map(zone -> zone.status(clocks, budgetNanos));
    }

    /** What is enforced in each zone, by zone id. */
    public List<ZoneStatus> statuses() {
        return zones.all().stream()
                .map(zone -> zone.status(clocks, budgetNanos))
                .sorted(Comparator.comparing(ZoneStatus::zoneId))
                .toList();
    }

    /** What was done since the start. */
    public ReplicaCounts counts() {
        return new ReplicaCounts(
                loader.loads(),
                loader.failedLoads(),
                feed.reads(),
                redis == null ? 0 : redis.accepted(),
                outdated.sum(),
                redis == null ? 0 : redis.rejected());
    }

    private @Nullable Long rejectedInvalidations() {
        return redis == null ? null : redis.rejected();
    }

    /** An entry from Redis is a reason to read the control plane, and nothing else. */
    private void hear(Invalidation invalidation) {
        var zone = zones.get(invalidation.zoneId());
        if (zone == null) {
            return;
        }
        if (invalidation.activationSeq() >= 0 && invalidation.activationSeq() <= zone.loadedSeq()) {
            outdated.increment();
        } else {
            loader.request(zone);
        }
    }

    /** Canaries ask what the bundle decides, whether it is stale by now or not. */
    private @Nullable Function<PolicyInput, Evaluation> deciding(String zoneId, long activationSeq) {
        var zone = zones.get(zoneId);
        var loaded = zone == null ? null : zone.loaded();
        return loaded == null || loaded.activationSeq() != activationSeq
                ? null
                : input -> evaluation(loaded.decide(input, clocks.now(), Long.MAX_VALUE));
    }

    /** A request that cannot be evaluated is denied, which is no decision of the policies. */
    private static Evaluation evaluation(Outcome outcome) {
        return outcome instanceof Denied denied && denied.reason().equals(Outcome.POLICY_EVAL_FAILED)
                ? new Evaluation.NotExecuted(denied.reason())
                : new Evaluation.Decided(outcome.decision());
    }

    private void report() {
        if (reporter != null) {
            reporter.wake();
        }
    }

    /** A zone without any activation has nothing to report, and one whose bundle is not on disk has nothing new. */
    private List<ZoneReport> reports() {
        return zones.all().stream()
                .filter(Zone::isReportable)
                .map(zone -> zone.status(clocks, budgetNanos))
                .sorted(Comparator.comparing(ZoneStatus::zoneId))
                .filter(zone -> zone.state() == State.FAILED
                        || (zone.bundle() != null && zone.bundle().activationSeq() > 0))
                .map(Replica::report)
                .toList();
    }

    private static ZoneReport report(ZoneStatus zone) {
        var bundle = zone.bundle();
        return new ZoneReport(
                zone.zoneId(),
                bundle == null ? 0 : bundle.activationSeq(),
                bundle == null ? null : bundle.manifestSha256(),
                zone.loadedAt(),
                Objects.requireNonNullElse(zone.confirmedCurrentAge(), Duration.ZERO),
                Objects.requireNonNullElse(zone.sinceChangeAge(), Duration.ZERO),
                zone.state().word(),
                zone.decided(),
                zone.error());
    }

    /** Says goodbye and ends; from here on every request is denied. It takes a few seconds at most. */
    @Override
    public void close() {
        if (phase.getAndSet(Phase.CLOSED) == Phase.CLOSED) {
            return;
        }
        if (redis != null) {
            redis.close();
        }
        feed.close();
        timer.shutdownNow();
        loader.close();
        if (disk != null) {
            disk.close();
        }
        if (canaries != null) {
            canaries.close();
        }
        zones.clear();
        if (reporter != null) {
            reporter.close();
        }
    }
}
