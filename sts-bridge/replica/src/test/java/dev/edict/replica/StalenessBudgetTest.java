package dev.edict.replica;

import static dev.edict.replica.Policies.bundle;
import static dev.edict.replica.Policies.granting;
import static dev.edict.replica.Policies.reading;
import static dev.edict.replica.Replicas.ZONE;
import static dev.edict.replica.Replicas.allows;
import static dev.edict.replica.Replicas.awaitSeq;
import static dev.edict.replica.Replicas.denial;
import static dev.edict.replica.Replicas.settings;
import static dev.edict.replica.Replicas.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.replica.LoadedBundle.Times;
import dev.edict.replica.ZoneStatus.State;
import dev.edict.replica.controlplane.ZoneChange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No call is allowed that begins when the last confirmation is older than the budget. */
class StalenessBudgetTest {

    private static final Duration BUDGET = Duration.ofMinutes(5);

    private final FakeClocks clocks = new FakeClocks();

    private Replica loaded(FakeControlPlane edict, ReplicaSettings.Builder settings) {
        edict.activate(ZONE, 1, granting("r1"));
        var replica = Replicas.started(settings.zones(List.of(ZONE)), clocks.clocks());
        awaitSeq(replica, 1);
        return replica;
    }

    @Test
    void allows_until_the_budget_and_denies_from_then_on() {
        try (var edict = FakeControlPlane.started();
                var replica = loaded(edict, settings(edict))) {
            edict.end();

            clocks.pass(BUDGET);
            assertThat(allows(replica, "r1")).isTrue();

            clocks.pass(Duration.ofNanos(1));
            assertThat(denial(replica, "r1")).isEqualTo("policy_stale");
            assertThat(status(replica).state()).isEqualTo(State.STALE);
        }
    }

    @Test
    void allows_again_after_a_confirmation() {
        try (var edict = FakeControlPlane.started();
                var replica = loaded(edict, settings(edict))) {
            edict.feedDown(true);
            clocks.pass(BUDGET.plusSeconds(1));
            assertThat(denial(replica, "r1")).isEqualTo("policy_stale");

            edict.feedDown(false);

            await("the feed confirms what is in force").until(() -> allows(replica, "r1"));
        }
    }

    @Test
    void without_a_budget_it_allows_for_ever() {
        try (var edict = FakeControlPlane.started();
                var replica = loaded(edict, settings(edict).withoutStalenessBudget())) {
            edict.end();

            clocks.pass(Duration.ofDays(1_000));

            assertThat(allows(replica, "r1")).isTrue();
        }
    }

    /** An answer that comes late tells what was true when the request began, and no more. */
    @Test
    void an_answer_counts_from_the_start_of_its_request() {
        try (var edict = FakeControlPlane.started();
                var replica = loaded(edict, settings(edict).feedWait(Duration.ofSeconds(1)))) {
            edict.holdFeeds();
            await("a request is under way").until(() -> edict.waitingFeeds() == 1);
            clocks.pass(Duration.ofMinutes(3));
            var before = replica.counts().feedReads();

            edict.answerForTheLastTime();

            await("that request is answered").until(() -> replica.counts().feedReads() > before);
            await("the answer is taken in").during(Duration.ofMillis(100)).until(() -> Duration.ofMinutes(3)
                    .equals(status(replica).confirmedCurrentAge()));
        }
    }

    @Test
    void a_control_plane_that_takes_requests_and_answers_none_confirms_nothing() {
        var began = System.nanoTime();
        // A budget of 5 s passes in half a second.
        var fast = new Clocks(() -> began + 10 * (System.nanoTime() - began), Instant::now);
        try (var edict = FakeControlPlane.started()) {
            edict.activate(ZONE, 1, granting("r1"));
            var settings = settings(edict).zones(List.of(ZONE)).stalenessBudget(Duration.ofSeconds(5));
            try (var replica = Replicas.started(settings, fast)) {
                await("a call is allowed").pollInterval(Duration.ofMillis(1)).until(() -> allows(replica, "r1"));

                edict.hang();
                var hungSince = fast.now();

                await("calls are denied").pollInterval(Duration.ofMillis(1)).until(() -> "policy_stale"
                        .equals(denial(replica, "r1")));
                assertThat(Clocks.between(hungSince, fast.now())).isLessThan(Duration.ofSeconds(6));
                assertThat(status(replica).state()).isEqualTo(State.STALE);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-86_400, -1, 1, 86_400})
    void setting_the_wall_clock_changes_no_decision_and_no_age(long seconds) {
        try (var edict = FakeControlPlane.started();
                var replica = loaded(edict, settings(edict))) {
            edict.end();
            clocks.pass(BUDGET);
            assertThat(allows(replica, "r1")).isTrue();
            var before = status(replica);

            clocks.setWall(Duration.ofSeconds(seconds));

            assertThat(allows(replica, "r1")).isTrue();
            assertThat(status(replica)).isEqualTo(before);
            clocks.pass(Duration.ofNanos(1));
            assertThat(allows(replica, "r1")).isFalse();
        }
    }

    /** The oracle keeps every answered read, and knows nothing of how the zone keeps them. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatever_happens_an_allowed_call_has_a_read_within_its_budget(long seed) {
        var random = new Random(seed);
        var history = new History(random);
        for (var step = 0; step < 3_000; step++) {
            switch (random.nextInt(6)) {
                case 0 -> history.activate();
                case 1 -> history.beginRead();
                case 2, 3 -> history.answerSomeRead();
                default -> history.pass();
            }
            history.check();
        }
        assertThat(history.allowed).isPositive();
        assertThat(history.denied).isPositive();
    }

    /** One zone, and reads that are answered late and in any order. */
    private static final class History {
        private record Read(long began, long seq) {}

        private final Random random;
        private final Zone zone = new Zone(ZONE);
        private final List<Read> underway = new ArrayList<>();
        private final List<Read> answered = new ArrayList<>();
        private long now = Long.MAX_VALUE - Duration.ofHours(20).toNanos();
        private long seq = 1;
        private long lastSeq;
        private int allowed;
        private int denied;

        History(Random random) {
            this.random = random;
        }

        void activate() {
            if (random.nextInt(10) == 0) {
                seq++;
            }
        }

        void beginRead() {
            underway.add(new Read(now, seq));
        }

        void answerSomeRead() {
            if (underway.isEmpty()) {
                return;
            }
            var read = underway.remove(random.nextInt(underway.size()));
            answered.add(read);
            if (random.nextBoolean()) {
                zone.install(loadedBy(read));
            } else {
                zone.compare(changeOf(read), read.began());
            }
        }

        private static LoadedBundle loadedBy(Read read) {
            var bundle = bundle(ZONE, read.seq(), granting("r1"));
            var compiled = BundleCompiler.compile(bundle);
            return new LoadedBundle(
                    BundleIdentity.of(bundle),
                    compiled.policies(),
                    null,
                    new Times(Instant.EPOCH, read.began(), read.began()));
        }

        private static ZoneChange changeOf(Read read) {
            var bundle = bundle(ZONE, read.seq(), granting("r1"));
            return new ZoneChange(ZONE, read.seq(), bundle.versionId(), bundle.manifestSha256());
        }

        /** The monotonic clock also overflows on the way. */
        void pass() {
            now += (long) (random.nextDouble() * Duration.ofMinutes(2).toNanos());
        }

        void check() {
            var outcome = zone.decide(reading("r1"), now, BUDGET.toNanos());
            if (outcome instanceof Outcome.Allowed call) {
                allowed++;
                assertThat(answered)
                        .as("a read that began within the budget found %s", call.bundle())
                        .anyMatch(read ->
                                read.seq() == call.bundle().activationSeq() && now - read.began() <= BUDGET.toNanos());
                assertThat(call.bundle().activationSeq()).isGreaterThanOrEqualTo(lastSeq);
                lastSeq = call.bundle().activationSeq();
            } else {
                denied++;
            }
        }
    }
}
