package dev.edict.replica;

import static dev.edict.replica.Policies.bundle;
import static dev.edict.replica.Policies.granting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.replica.controlplane.Bundle;
import dev.edict.replica.controlplane.BundleSource;
import dev.edict.replica.controlplane.ChangePage;
import dev.edict.replica.controlplane.ControlPlaneFailure;
import dev.edict.replica.controlplane.ZoneChange;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever asks for a zone while its bundle is read is served by one more read, of the newest. */
class LoadOncePerZoneTest {

    /** A control plane in memory whose reads take as long as the test wants. */
    private static final class SlowSource implements BundleSource {
        private final Semaphore answers = new Semaphore(0);
        private final AtomicLong newest = new AtomicLong(1);
        private final AtomicInteger reads = new AtomicInteger();
        private final AtomicInteger underway = new AtomicInteger();
        private final AtomicInteger mostUnderway = new AtomicInteger();

        @Override
        public Optional<Bundle> bundle(String zoneId, @Nullable ZoneChange inForce) {
            reads.incrementAndGet();
            mostUnderway.accumulateAndGet(underway.incrementAndGet(), Math::max);
            try {
                answers.acquire();
                return Optional.of(Policies.bundle(zoneId, newest.get(), granting("r1")));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ControlPlaneFailure("interrupted", "the test ends");
            } finally {
                underway.decrementAndGet();
            }
        }

        @Override
        public ChangePage changes(@Nullable String cursor, Duration wait) {
            return new ChangePage("0", true, List.of(), Map.of());
        }
    }

    private final SlowSource source = new SlowSource();
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
    private final BundleLoader loader = new BundleLoader(source, 8, Clocks.SYSTEM, null, timer, () -> {});
    private final Zone zone = new Zone("z1");

    @AfterEach
    void close() {
        source.answers.release(1_000_000);
        loader.close();
        timer.shutdownNow();
    }

    @Test
    void a_thousand_requests_during_a_read_cause_one_more() {
        loader.request(zone);
        await("the first read is under way").until(() -> source.reads.get() == 1);
        source.newest.set(7);
        IntStream.range(0, 1_000).parallel().forEach(request -> loader.request(zone));

        source.answers.release(1_000);

        await("the newest is in force").until(() -> zone.loadedSeq() == 7);
        await("nothing is under way").during(Duration.ofMillis(100)).until(() -> source.underway.get() == 0);
        assertThat(source.reads).hasValueLessThanOrEqualTo(2);
        assertThat(source.mostUnderway).hasValue(1);
    }

    @Test
    void requests_of_the_same_moment_read_a_zone_once_at_a_time() {
        source.answers.release(1_000_000);
        IntStream.range(0, 5_000).parallel().forEach(request -> loader.request(zone));

        await("all is read").until(() -> zone.loadedSeq() == 1 && source.underway.get() == 0);
        assertThat(source.mostUnderway).hasValue(1);
    }

    @Test
    void several_failures_leave_one_retry() {
        source.answers.release(1_000_000);
        zone.install(loaded(9));
        zone.compare(new ZoneChange("z1", 10, "v10", "x"), Clocks.SYSTEM.now());
        for (var time = 1; time <= 20; time++) {
            var failed = loader.failedLoads();
            loader.request(zone);
            await("it fails").until(() -> loader.failedLoads() > failed);
        }

        assertThat(timer.getQueue()).hasSizeLessThanOrEqualTo(1);
    }

    private static LoadedBundle loaded(long seq) {
        return new LoadedBundle(
                BundleIdentity.of(bundle("z1", seq, granting("r1"))),
                null,
                null,
                new LoadedBundle.Times(Policies.SINCE, 0, 0));
    }
}
