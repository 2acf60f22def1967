package dev.edict.command.zone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.command.api.NoteReference;
import dev.edict.command.api.zone.ActivationGrounds;
import dev.edict.command.api.zone.ActivationRolledBack;
import dev.edict.command.api.zone.PolicySetVersionActivated;
import dev.edict.command.api.zone.ZoneDeactivated;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The look-up finds in one step the target that a walk over the whole history finds. Compares every step of random
 * histories. {@code -Dedict.rollback.histories} runs more of them.
 */
@Tag("servers")
class FindRollbackTargetTest {

    private static final int HISTORIES = Integer.getInteger("edict.rollback.histories", 60);
    private static final int LONGEST = 40;

    private static RecordedActivations past;

    @BeforeAll
    static void start() {
        past = new RecordedActivations();
    }

    @AfterAll
    static void stop() {
        past.close();
    }

    @Test
    void finds_the_same_target_as_a_walk_over_the_whole_history() {
        int found = 0;
        int none = 0;
        for (int seed = 0; seed < HISTORIES; seed++) {
            var walk = new Walk("z" + seed);
            var random = new Random(seed);
            var steps = random.nextInt(1, LONGEST);
            past.together(() -> {
                for (int step = 0; step < steps; step++) {
                    walk.step(random);
                }
                return steps;
            });
            found += walk.found;
            none += walk.none;
        }
        assertThat(found).as("rollbacks with a target").isGreaterThan(HISTORIES);
        assertThat(none).as("rollbacks without").isGreaterThan(HISTORIES);
    }

    /** One zone's history, and a walk that follows the links back to the first valid target. */
    private static final class Walk {

        private record Change(@Nullable String versionId, @Nullable Long replacedSeq) {}

        private final String zoneId;

        /** By sequence number; null where a rollback took one. */
        private final List<@Nullable Change> changes = new ArrayList<>();

        private final Set<String> rolledBack = new HashSet<>();
        private @Nullable Long governingSeq;
        private @Nullable String governing;
        private int found;
        private int none;

        Walk(String zoneId) {
            this.zoneId = zoneId;
            changes.add(null);
        }

        void step(Random random) {
            if (governingSeq != null) {
                var target = target(governingSeq);
                assertThat(past.lookup().before(zoneId, governingSeq, governing).map(Activation::seq))
                        .as("from %s on %s", governingSeq, changes)
                        .isEqualTo(target);
                found += target.isPresent() ? 1 : 0;
                none += target.isPresent() ? 0 : 1;
            }
            switch (random.nextInt(8)) {
                case 0 -> deactivate();
                case 1, 2, 3 -> rollBack();
                case 4 -> rollBackTo("v" + random.nextInt(5));
                default -> activate("v" + random.nextInt(5));
            }
        }

        private Optional<Long> target(long seq) {
            var next = changeAt(seq).replacedSeq();
            while (next != null) {
                var version = changeAt(next).versionId();
                if (version != null && !version.equals(governing) && !rolledBack.contains(version)) {
                    return Optional.of(next);
                }
                next = changeAt(next).replacedSeq();
            }
            return Optional.empty();
        }

        private Change changeAt(long seq) {
            return Objects.requireNonNull(changes.get((int) seq));
        }

        private void activate(String version) {
            past.heard(new PolicySetVersionActivated(
                    zoneId,
                    "s1",
                    version,
                    "sha",
                    changes.size(),
                    governingSeq,
                    governing,
                    null,
                    ActivationGrounds.NONE,
                    "dispatch"));
            rolledBack.remove(version);
            govern(version);
        }

        private void deactivate() {
            if (governing != null && governingSeq != null) {
                past.heard(
                        new ZoneDeactivated(zoneId, "s1", governing, changes.size(), governingSeq, null, "dispatch"));
                govern(null);
            }
        }

        private void govern(@Nullable String version) {
            changes.add(new Change(version, governingSeq));
            governing = version;
            governingSeq = changes.size() - 1L;
        }

        private void rollBack() {
            if (governingSeq != null) {
                target(governingSeq).ifPresent(this::restore);
            }
        }

        private void rollBackTo(String version) {
            var latest = latest(version);
            assertThat(past.lookup().latestOf(zoneId, version).map(Activation::seq))
                    .isEqualTo(latest);
            if (!version.equals(governing)) {
                latest.ifPresent(this::restore);
            }
        }

        private Optional<Long> latest(String version) {
            for (long seq = changes.size() - 1L; seq > 0; seq--) {
                var change = changes.get((int) seq);
                if (change != null && version.equals(change.versionId())) {
                    return Optional.of(seq);
                }
            }
            return Optional.empty();
        }

        private void restore(long seq) {
            var version = Objects.requireNonNull(changeAt(seq).versionId());
            past.heard(new ActivationRolledBack(
                    zoneId,
                    "s1",
                    version,
                    "sha",
                    changes.size(),
                    seq,
                    Objects.requireNonNull(governingSeq),
                    governing,
                    new NoteReference("note", "sha"),
                    "dispatch"));
            if (governing != null) {
                rolledBack.add(governing);
            }
            rolledBack.remove(version);
            changes.add(null);
            governing = version;
            governingSeq = seq;
        }
    }
}
