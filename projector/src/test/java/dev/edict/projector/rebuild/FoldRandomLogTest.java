package dev.edict.projector.rebuild;

import static dev.edict.projector.rebuild.ProcessedLog.HASH_OF_ONE;
import static dev.edict.projector.rebuild.ProcessedLog.HASH_OF_TWO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.command.api.DomainEvent;
import dev.edict.command.api.canary.CanaryDefined;
import dev.edict.command.api.canary.CanaryRemoved;
import dev.edict.command.api.catalogue.CatalogueReplaced;
import dev.edict.command.api.policy.PolicyArchived;
import dev.edict.command.api.policy.PolicyCreated;
import dev.edict.command.api.policy.PolicyVersionCreated;
import dev.edict.command.api.policyset.PolicySetCreated;
import dev.edict.command.api.policyset.PolicySetVersionCreated;
import dev.edict.command.api.settings.ZoneSettingsChanged;
import dev.edict.command.api.suite.SuiteDefined;
import dev.edict.command.api.suite.SuiteRemoved;
import dev.edict.command.api.zone.ActivationGrounds;
import dev.edict.command.api.zone.PolicySetVersionActivated;
import dev.edict.command.api.zone.ZoneChanged;
import dev.edict.command.api.zone.ZoneDeactivated;
import dev.edict.projector.rebuild.ViewRebuild.Table;
import dev.edict.projector.rebuild.ViewRebuild.View;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events that change the same rows again and again leave the same rows together as one by one. */
@Tag("servers")
class FoldRandomLogTest {

    private static final int EVENTS = 300;
    private static final String DATE = "2026-05-20";

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a_rebuild_makes_the_rows_that_commands_wrote(long seed) {
        try (var log = new ProcessedLog()) {
            new RandomEvents(new Random(seed)).appendTo(log);
            var comparison =
                    log.rebuild().run(View.ENFORCEMENT, false, new Heard()).comparison();
            assertThat(comparison.tables()).extracting(Table::difference).containsOnlyNulls();
            assertThat(comparison.head()).isEqualTo(log.head()).isGreaterThan(EVENTS);
        }
    }

    /** In one zone with two sets of two versions, of which any may govern, and three names that come and go. */
    private static final class RandomEvents {

        private final Random random;
        private final List<Supplier<DomainEvent>> kinds = List.of(
                this::activated,
                this::activated,
                this::deactivated,
                this::policy,
                this::canary,
                this::suite,
                this::catalogue,
                this::settings,
                this::renamed);
        private final boolean[] canaries = new boolean[3];
        private final int[] suiteVersions = new int[3];
        private final boolean[] suites = new boolean[3];
        private final @Nullable String[] policies = new String[3];
        private long version = 10;
        private long activation = 3;
        private @Nullable String governing = "v1";

        RandomEvents(Random random) {
            this.random = random;
        }

        void appendTo(ProcessedLog log) {
            log.append(new PolicySetCreated("s9", "z1", "other", null));
            log.append(new PolicySetVersionCreated("s9", "z1", "x1", 1, List.of("pv1"), "m-x1", DATE));
            log.append(new PolicySetVersionCreated("s9", "z1", "x2", 2, List.of("pv2"), "m-x2", DATE));
            for (int n = 0; n < EVENTS; n++) {
                log.append(kinds.get(random.nextInt(kinds.size())).get());
            }
        }

        private DomainEvent activated() {
            var next = List.of("v1", "v2", "x1", "x2").get(random.nextInt(4));
            var event = new PolicySetVersionActivated(
                    "z1",
                    next.startsWith("v") ? "s1" : "s9",
                    next,
                    "m-" + next,
                    ++activation,
                    null,
                    governing,
                    null,
                    ActivationGrounds.NONE,
                    "d" + activation);
            governing = next;
            return event;
        }

        private DomainEvent deactivated() {
            if (governing == null) {
                return activated();
            }
            var last = governing;
            governing = null;
            activation++;
            return new ZoneDeactivated(
                    "z1", last.startsWith("v") ? "s1" : "s9", last, activation, activation - 1, null, "d" + activation);
        }

        /** A name is given again as soon as it is free. */
        private DomainEvent policy() {
            var n = random.nextInt(policies.length);
            var known = policies[n];
            if (known == null) {
                policies[n] = "p" + ++version;
                return new PolicyCreated(policies[n], "z1", "name " + n, null);
            }
            if (random.nextBoolean()) {
                return new PolicyVersionCreated(known, "z1", "pv" + ++version, (int) version, text(), 3, DATE);
            }
            policies[n] = null;
            return new PolicyArchived(known, "z1");
        }

        private DomainEvent canary() {
            var n = random.nextInt(canaries.length);
            if (canaries[n] && random.nextBoolean()) {
                canaries[n] = false;
                return new CanaryRemoved("z1", ++version, "canary " + n, n);
            }
            canaries[n] = true;
            return new CanaryDefined("z1", ++version, "canary " + n, text(), 3, "deny", null, n);
        }

        private DomainEvent suite() {
            var n = random.nextInt(suites.length);
            if (suites[n] && random.nextBoolean()) {
                suites[n] = false;
                return new SuiteRemoved("z1", ++version, "suite " + n, n, n);
            }
            suites[n] = true;
            return new SuiteDefined("z1", ++version, "suite " + n, ++suiteVersions[n], null, text(), 3, 1, n, n);
        }

        private DomainEvent catalogue() {
            return new CatalogueReplaced("z1", ++version, text(), 3, 1, 1, 1);
        }

        private DomainEvent settings() {
            return new ZoneSettingsChanged("z1", ++version, random.nextBoolean(), "warn", null);
        }

        private DomainEvent renamed() {
            return random.nextBoolean()
                    ? new ZoneChanged("z1", "Name " + ++version, null, null, null, null)
                    : new ZoneChanged("z1", null, null, random.nextBoolean(), null, null);
        }

        private String text() {
            return random.nextBoolean() ? HASH_OF_ONE : HASH_OF_TWO;
        }
    }
}
