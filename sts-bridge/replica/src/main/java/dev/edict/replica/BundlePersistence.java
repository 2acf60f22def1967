package dev.edict.replica;

import dev.edict.replica.background.DaemonThreads;
import dev.edict.replica.background.LogSafeText;
import dev.edict.replica.store.BundleStore;
import dev.edict.replica.store.BundleStore.Confirmation;
import dev.edict.replica.store.StoredBundle;
import java.util.HashMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the bundles in force to the disk, on a thread of its own, so that a slow or hanging disk delays nothing else. Of
 * several bundles of a zone that wait only the newest is written.
 */
final class BundlePersistence implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(BundlePersistence.class);
    private static final long CONFIRMATIONS_EVERY_SECONDS = 10;
    private static final long LONGEST_END_MILLIS = 3_000;

    private final BundleStore store;
    private final ZoneRegistry zones;
    private final Clocks clocks;
    private final ScheduledExecutorService disk = Executors.newSingleThreadScheduledExecutor(new DaemonThreads("disk"));
    private final Runnable stored;
    private final Set<Zone> waiting = ConcurrentHashMap.newKeySet();
    private @Nullable ScheduledFuture<?> confirming;

    /** @param stored called after a bundle came to the disk; must return at once */
    BundlePersistence(BundleStore store, ZoneRegistry zones, Clocks clocks, Runnable stored) {
        this.store = store;
        this.stored = stored;
        this.zones = zones;
        this.clocks = clocks;
    }

    void start() {
        confirming = disk.scheduleWithFixedDelay(
                this::saveConfirmations, CONFIRMATIONS_EVERY_SECONDS, CONFIRMATIONS_EVERY_SECONDS, TimeUnit.SECONDS);
    }

    /** Reads the bundles of the replica's zones one by one, at most that many. */
    void restore(int most, Consumer<StoredBundle> receiver) {
        var confirmations = store.confirmations();
        if (zones.takesEveryZone()) {
            store.loadAll(confirmations, most, receiver);
        } else {
            zones.all().forEach(zone -> store.load(zone.id(), confirmations).ifPresent(receiver));
        }
    }

    /** Writes what is in force in the zone soon; returns at once. */
    void save(Zone zone) {
        if (!waiting.add(zone)) {
            return;
        }
        try {
            disk.execute(() -> write(zone));
        } catch (RejectedExecutionException e) {
            log.debug("The bundle of zone {} is not written any more: the replica is closed", zone.id());
        }
    }

    private void write(Zone zone) {
        waiting.remove(zone);
        var loaded = zone.loaded();
        var bundle = loaded == null ? null : loaded.takeUnsaved();
        if (loaded != null && bundle != null) {
            store.save(bundle, clocks.wallAt(loaded.confirmedNanos()));
            loaded.stored();
            stored.run();
        }
    }

    private void saveConfirmations() {
        try {
            var confirmations = new HashMap<String, Confirmation>();
            for (var zone : zones.all()) {
                var loaded = zone.loaded();
                if (loaded != null) {
                    var confirmedAt = clocks.wallAt(loaded.confirmedNanos());
                    confirmations.put(zone.id(), new Confirmation(loaded.activationSeq(), confirmedAt));
                }
            }
            store.saveConfirmations(confirmations);
        } catch (RuntimeException e) {
            // An exception would end the schedule.
            log.warn("The ages of the bundles are not on disk: {}", LogSafeText.ofRootCause(e));
        }
    }

    /** Writes what still waits, and the ages of all; gives up after 3 s. */
    @Override
    public void close() {
        if (confirming != null) {
            confirming.cancel(false);
            disk.execute(this::saveConfirmations);
        }
        disk.shutdown();
        try {
            if (!disk.awaitTermination(LONGEST_END_MILLIS, TimeUnit.MILLISECONDS)) {
                log.warn("Not every bundle is on disk: it takes longer than {} ms", LONGEST_END_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
