package dev.edict.replica;

import dev.edict.replica.background.Loop;
import dev.edict.replica.background.Trouble;
import dev.edict.replica.controlplane.BundleSource;
import dev.edict.replica.controlplane.ChangePage;
import dev.edict.replica.controlplane.ControlPlaneFailure;
import dev.edict.replica.controlplane.ZoneChange;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the control plane: a long poll tells changes, and each answer confirms what did not change. Regularly it reads
 * every zone anew, so that no cursor is believed for ever, for example after the control plane was restored.
 */
final class ChangeFeed implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ChangeFeed.class);
    private static final long PACE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long UNHELD_PAUSE_MILLIS = 250;

    private final BundleSource source;
    private final ZoneRegistry zones;
    private final BundleLoader loader;
    private final Clocks clocks;
    private final Duration wait;
    private final long pollNanos;
    private final Loop loop;
    private final LongAdder reads = new LongAdder();

    private @Nullable String cursor;
    private Map<String, ZoneChange> newest = new HashMap<>();
    private long readAllAt;
    private long comparedAt;

    ChangeFeed(ReplicaSettings settings, BundleSource source, ZoneRegistry zones, BundleLoader loader, Clocks clocks) {
        this.source = source;
        this.zones = zones;
        this.loader = loader;
        this.clocks = clocks;
        this.wait = settings.feedWait();
        this.pollNanos = settings.pollInterval().toNanos();
        this.loop = new Loop("feed", new Trouble(log, "the feed of the control plane"), this::round);
    }

    void start() {
        loop.start();
    }

    long reads() {
        return reads.sum();
    }

    private void round() throws InterruptedException {
        try {
            var since = cursor;
            if (since == null || clocks.now() - readAllAt >= pollNanos) {
                readAll();
            } else {
                follow(since);
            }
        } catch (ControlPlaneFailure e) {
            // The cursor may be what is wrong.
            cursor = null;
            throw e;
        }
    }

    private void readAll() {
        var began = clocks.now();
        var all = new HashMap<String, ZoneChange>();
        var page = read(null, Duration.ZERO, all);
        while (!page.complete()) {
            began = clocks.now();
            page = read(page.cursor(), Duration.ZERO, all);
        }
        newest = all;
        cursor = page.cursor();
        readAllAt = began;
        compareAll(began);
    }

    private void follow(String since) throws InterruptedException {
        var asked = System.nanoTime();
        var began = clocks.now();
        var page = read(since, wait, newest);
        cursor = page.cursor();
        if (!page.complete()) {
            return;
        }
        if (page.changes().isEmpty() || clocks.now() - comparedAt >= PACE_NANOS) {
            compareAll(began);
        }
        if (page.changes().isEmpty() && System.nanoTime() - asked < wait.toNanos() / 2) {
            // A control plane or a proxy that does not hold the request must not be asked in a tight loop.
            TimeUnit.MILLISECONDS.sleep(UNHELD_PAUSE_MILLIS);
        }
    }

    /** A zone that the page names is asked for at once; the confirmations wait for the last page. */
    private ChangePage read(@Nullable String after, Duration patience, Map<String, ZoneChange> into) {
        var began = clocks.now();
        var page = source.changes(after, patience);
        reads.increment();
        if (!page.complete() && (page.changes().isEmpty() || page.cursor().equals(after))) {
            throw new ControlPlaneFailure("unusable_answer", "the feed does not advance");
        }
        for (var change : page.changes()) {
            var zone = zones.found(change.zoneId());
            if (zone != null) {
                into.put(change.zoneId(), change);
                if (zone.compare(change, began)) {
                    loader.request(zone, page.bundles().get(change.zoneId()), began);
                }
            }
        }
        return page;
    }

    /** After a complete page each zone stands as its newest change says, by a read that began at {@code began}. */
    private void compareAll(long began) {
        comparedAt = clocks.now();
        for (var zone : zones.all()) {
            if (zone.compare(newest.get(zone.id()), began)) {
                loader.request(zone);
            }
        }
    }

    @Override
    public void close() {
        loop.close();
    }
}
