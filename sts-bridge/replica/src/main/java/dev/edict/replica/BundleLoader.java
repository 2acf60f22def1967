package dev.edict.replica;

import dev.edict.replica.BundleCompiler.Compiled;
import dev.edict.replica.LoadedBundle.Times;
import dev.edict.replica.background.Backoff;
import dev.edict.replica.background.DaemonThreads;
import dev.edict.replica.background.LogSafeText;
import dev.edict.replica.background.Loop;
import dev.edict.replica.controlplane.Bundle;
import dev.edict.replica.controlplane.BundleSource;
import dev.edict.replica.controlplane.BundleVerification;
import dev.edict.replica.controlplane.ControlPlaneFailure;
import dev.edict.replica.store.StoredBundle;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads, verifies, compiles and puts in force the bundles of zones, on a few threads of its own. A zone is in the queue
 * at most once, and whatever asks for it meanwhile is served by one more read, so that the newest wins.
 */
final class BundleLoader implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(BundleLoader.class);
    private static final Backoff RETRIES = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));
    private static final long LONGEST_END_MILLIS = 2_000;

    private enum Stage {
        QUEUED,
        RUNNING,
        RUNNING_AND_ASKED_AGAIN
    }

    /** A bundle that came without being asked for, by a read that began at this reading of the monotonic clock. */
    private record Offer(Bundle bundle, long began) {}

    private final BundleSource source;
    private final Clocks clocks;
    private final @Nullable BundlePersistence disk;
    private final Runnable changed;
    private final ScheduledExecutorService timer;
    private final ExecutorService threads;
    private final Map<Zone, Offer> offers = new ConcurrentHashMap<>();
    private final Map<Zone, Stage> stages = new ConcurrentHashMap<>();
    private final Map<Zone, Integer> failures = new ConcurrentHashMap<>();
    private final Set<Zone> retrying = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;
    private final LongAdder loads = new LongAdder();
    private final LongAdder failedLoads = new LongAdder();

    /**
     * @param loaders the number of threads
     * @param changed called after a zone's state changed; must return at once
     */
    BundleLoader(
            BundleSource source,
            int loaders,
            Clocks clocks,
            @Nullable BundlePersistence disk,
            ScheduledExecutorService timer,
            Runnable changed) {
        this.source = source;
        this.clocks = clocks;
        this.disk = disk;
        this.timer = timer;
        this.changed = changed;
        this.threads = Executors.newFixedThreadPool(loaders, new DaemonThreads("load"));
    }

    long loads() {
        return loads.sum();
    }

    long failedLoads() {
        return failedLoads.sum();
    }

    /**
     * Loads the zone's bundle soon; returns at once.
     *
     * @param bundle spares a read, if nothing newer is wanted by then; null for none
     * @param began the reading of the monotonic clock at which the bundle's own read began
     */
    void request(Zone zone, @Nullable Bundle bundle, long began) {
        if (bundle != null) {
            offers.put(zone, new Offer(bundle, began));
        }
        request(zone);
    }

    /** Reads the zone's bundle soon; returns at once. */
    void request(Zone zone) {
        while (true) {
            var before = stages.putIfAbsent(zone, Stage.QUEUED);
            if (before == null) {
                submit(zone);
                return;
            }
            if (before != Stage.RUNNING || stages.replace(zone, Stage.RUNNING, Stage.RUNNING_AND_ASKED_AGAIN)) {
                return;
            }
        }
    }

    private void submit(Zone zone) {
        try {
            threads.execute(() -> run(zone));
        } catch (RejectedExecutionException e) {
            log.debug("Zone {} is not loaded any more: the replica is closed", zone.id());
        }
    }

    private void run(Zone zone) {
        if (closed) {
            return;
        }
        stages.put(zone, Stage.RUNNING);
        try {
            load(zone);
            failures.remove(zone);
        } catch (RuntimeException | Error e) {
            // Whatever it was, an error of memory included: the bundle in force stays, and the thread survives.
            failed(zone, e);
            changed.run();
        }
        var again = stages.computeIfPresent(
                zone, (asked, current) -> current == Stage.RUNNING_AND_ASKED_AGAIN ? Stage.QUEUED : null);
        if (again != null) {
            submit(zone);
        }
    }

    private void load(Zone zone) {
        var wanted = zone.wantedSeq();
        var offer = offers.remove(zone);
        if (offer != null && offer.bundle().activationSeq() >= wanted) {
            loaded(zone, BundleVerification.verified(zone.id(), offer.bundle()), offer.began());
        } else {
            read(zone);
        }
        if (zone.loadedSeq() < wanted) {
            throw new ControlPlaneFailure(
                    "bundle_behind", "activation %d was told, and the zone's bundle is an older one".formatted(wanted));
        }
    }

    private void read(Zone zone) {
        var known = zone.loaded();
        var inForce = known == null ? null : known.identity().change();
        var began = clocks.now();
        var read = source.bundle(zone.id(), inForce);
        if (read.isEmpty()) {
            zone.compare(inForce, began);
        } else {
            loaded(zone, BundleVerification.verified(zone.id(), read.get()), began);
        }
    }

    private void loaded(Zone zone, Bundle bundle, long began) {
        if (bundle.activationSeq() <= zone.loadedSeq()) {
            zone.compare(BundleIdentity.of(bundle).change(), began);
            return;
        }
        var next = inForce(bundle, compiled(bundle), began);
        next.keepUnsaved(bundle);
        if (zone.install(next)) {
            installed(zone, next);
        }
    }

    private static @Nullable Compiled compiled(Bundle bundle) {
        return bundle.versionId() == null ? null : BundleCompiler.compile(bundle);
    }

    private LoadedBundle inForce(Bundle bundle, @Nullable Compiled compiled, long confirmedNanos) {
        var since = bundle.since();
        var changedAge = since == null ? Duration.ZERO : clocks.ageSince(since);
        var skewed = changedAge.equals(Clocks.EXPIRED) ? Duration.ZERO : changedAge;
        return new LoadedBundle(
                BundleIdentity.of(bundle),
                compiled == null ? null : compiled.policies(),
                compiled == null ? null : compiled.fault(),
                new Times(clocks.wall().get(), clocks.nanosAtAge(skewed), confirmedNanos));
    }

    /** The swap comes first, because a denial must not wait for a disk. */
    private void installed(Zone zone, LoadedBundle next) {
        loads.increment();
        if (disk == null) {
            next.takeUnsaved();
            next.stored();
        } else {
            disk.save(zone);
        }
        changed.run();
        if (next.fault() != null) {
            log.warn("Zone {} denies every request: {}", zone.id(), next.fault());
        }
        log.info(
                "Zone {} is at activation {}, version {}",
                zone.id(),
                next.activationSeq(),
                LogSafeText.of(String.valueOf(next.identity().versionId())));
    }

    /** Puts a bundle from the disk in force, if nothing newer is. */
    void restore(Zone zone, StoredBundle stored) {
        var confirmedNanos = clocks.nanosAtAge(clocks.ageSince(stored.confirmedAt()));
        zone.install(inForce(stored.bundle(), compiled(stored.bundle()), confirmedNanos));
    }

    private void failed(Zone zone, Throwable failure) {
        failedLoads.increment();
        var reason = LogSafeText.ofRootCause(failure);
        var count = failures.merge(zone, 1, Integer::sum);
        // That the control plane is away is said once, by the feed.
        if (count == 1 && !(failure instanceof ControlPlaneFailure answer && answer.isOfEveryZone())) {
            log.warn("The bundle of zone {} is not loaded: {}", zone.id(), reason);
        }
        zone.failed(reason);
        retryAfter(zone, RETRIES.after(count, requestedPause(failure)));
    }

    private void retryAfter(Zone zone, Duration pause) {
        if (!retrying.add(zone)) {
            return;
        }
        try {
            var retry = timer.schedule(() -> retry(zone), pause.toMillis(), TimeUnit.MILLISECONDS);
            log.debug("Zone {} is tried again in {} ms", zone.id(), retry.getDelay(TimeUnit.MILLISECONDS));
        } catch (RejectedExecutionException e) {
            log.debug("Zone {} is not loaded any more: the replica is closed", zone.id());
        }
    }

    private static Duration requestedPause(Throwable failure) {
        return failure instanceof Loop.Retriable retriable ? retriable.retryAfter() : Duration.ZERO;
    }

    private void retry(Zone zone) {
        retrying.remove(zone);
        if (zone.isToRetry()) {
            request(zone);
        }
    }

    /** A load under way may finish, so that its bundle comes to the disk; one that takes too long is interrupted. */
    @Override
    public void close() {
        closed = true;
        threads.shutdown();
        try {
            if (!threads.awaitTermination(LONGEST_END_MILLIS, TimeUnit.MILLISECONDS)) {
                log.info("A load is given up after {} ms, because the replica is closed", LONGEST_END_MILLIS);
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
