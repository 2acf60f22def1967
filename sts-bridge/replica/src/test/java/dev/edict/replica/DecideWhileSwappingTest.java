package dev.edict.replica;

import static dev.edict.replica.Policies.bundle;
import static dev.edict.replica.Policies.granting;
import static dev.edict.replica.Policies.reading;
import static dev.edict.replica.Replicas.ZONE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.decision.input.PolicyInput;
import dev.edict.replica.LoadedBundle.Times;
import dev.edict.replica.Outcome.Denied;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Bundles are replaced while others decide. */
class DecideWhileSwappingTest {

    private static final int SWAPS = 4_000;
    private static final long NO_BUDGET = Long.MAX_VALUE;

    private final Zone zone = new Zone(ZONE);
    private final AtomicBoolean done = new AtomicBoolean();
    private final ConcurrentLinkedQueue<String> torn = new ConcurrentLinkedQueue<>();

    /** Odd activations allow the odd resource only, and even ones the even resource: a mixture would show. */
    private final List<BundleCompiler.Compiled> compiled = List.of(
            BundleCompiler.compile(bundle(ZONE, 2, granting("even"))),
            BundleCompiler.compile(bundle(ZONE, 1, granting("odd"))));

    private LoadedBundle activation(long seq) {
        var odd = seq % 2 == 1;
        var identity = BundleIdentity.of(bundle(ZONE, seq, granting(odd ? "odd" : "even")));
        return new LoadedBundle(identity, compiled.get(odd ? 1 : 0).policies(), null, new Times(Instant.EPOCH, 0, 0));
    }

    @Test
    void each_decision_is_made_by_the_bundle_that_it_names_and_never_by_an_older_one() throws InterruptedException {
        zone.install(activation(1));
        var threads = List.of(new Thread(this::decide), new Thread(this::decide), new Thread(this::decide));
        threads.forEach(Thread::start);

        for (var seq = 2; seq <= SWAPS; seq++) {
            zone.install(activation(seq));
            // Late ones are refused.
            zone.install(activation(seq - 1));
        }

        done.set(true);
        for (var thread : threads) {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        }
        assertThat(torn).isEmpty();
        assertThat(zone.loadedSeq()).isEqualTo(SWAPS);
    }

    private void decide() {
        var odd = reading("odd");
        var even = reading("even");
        var last = 0L;
        while (!done.get()) {
            last = check(odd, 1, last);
            last = check(even, 0, last);
        }
    }

    private long check(PolicyInput input, long allowedAt, long last) {
        var outcome = zone.decide(input, 0, NO_BUDGET);
        var seq = Objects.requireNonNull(outcome.bundle()).activationSeq();
        if (outcome instanceof Denied == (seq % 2 == allowedAt)) {
            torn.add("activation %d gave %s".formatted(seq, outcome));
        }
        if (seq < last) {
            torn.add("activation %d after %d".formatted(seq, last));
        }
        return seq;
    }

    @Test
    void deciding_waits_for_nobody_who_loads() throws InterruptedException {
        zone.install(activation(1));
        var decided = new CountDownLatch(1);
        synchronized (zone) {
            var thread = new Thread(() -> {
                zone.decide(reading("odd"), 0, NO_BUDGET);
                decided.countDown();
            });
            thread.start();
            assertThat(decided.await(5, TimeUnit.SECONDS)).isTrue();
        }
    }
}
