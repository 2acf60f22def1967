package dev.edict.fleet.propagation;

import static dev.edict.fleet.FleetDatabase.manifest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.edict.fleet.sts.FakeSts.Trouble;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An activation is settled on stock STS when every address of their name proved that it enforces it. */
@Tag("servers")
@Timeout(60)
class SettleOnStockStsTest extends OnStockSts {

    @Test
    void it_is_settled_only_when_every_address_has_loaded_it() {
        activate(1);
        soon("both to say that they have not").until(() -> now().decisionPoints().stream()
                .allMatch(point -> point.state().equals("behind")));
        first.load("z1");
        soon("the first").until(() -> point(first).state().equals("current"));
        assertThat(now().status()).isEqualTo("unsettled");
        assertThat(point(second).state()).isEqualTo("behind");
        assertThat(point(second).error()).startsWith("has loaded nothing for the zone");
        second.load("z1");
        soonSettled();
        assertThat(now().expected()).isEqualTo(2);
        assertThat(now().decisionPoints()).allSatisfy(point -> {
            assertThat(point.kind()).isEqualTo("sts");
            assertThat(point.settledBy()).isEqualTo("loaded");
            assertThat(point.manifestSha256()).isEqualTo(manifest(1));
            assertThat(point.error()).isNull();
            assertThat(point.confirmedCurrentAgeMs()).isBetween(0L, 60_000L);
        });
        assertThat(asker.questions("enforces")).isPositive();
        assertThat(asker.questions("not_loaded")).isPositive();
    }

    @Test
    void the_same_manifest_under_another_version_is_loaded_from_its_commit_on() {
        activate(1);
        bothLoad();
        soonSettled();
        database.activate("z1", 2, "v2", manifest(1));
        tables.govern("z1", "v2", manifest(1));
        bothLoad();
        asker.wake();
        soonSettled();
        assertThat(point(first).activationSeq()).isEqualTo(2);
        assertThat(point(first).versionId()).isEqualTo("v2");
        assertThat(
                        database.rows(
                                """
                        select from bridge.load l join bridge.deployment d using (zone_id, activation_seq)
                        where l.from_at < d.committed_at
                        """))
                .isEmpty();
    }

    @Test
    void a_manifest_that_governs_again_is_proven_by_those_that_never_left_it_and_no_sooner() {
        activate(1);
        bothLoad();
        soonSettled();
        activate(2);
        first.load("z1");
        soon("the first").until(() -> Objects.equals(point(first).activationSeq(), 2L));
        assertThat(point(second).state()).isEqualTo("behind");
        assertThat(point(second).activationSeq()).isEqualTo(1);
        database.activate("z1", 3, "v3", manifest(1));
        tables.govern("z1", "v3", manifest(1));
        asker.wake();
        soon("the second").until(() -> point(second).state().equals("current"));
        assertThat(point(second).activationSeq()).isEqualTo(3);
        assertThat(point(first).state()).isEqualTo("behind");
        assertThat(now().settled()).isFalse();
        first.load("z1");
        soonSettled();
    }

    @Test
    void a_deactivation_is_loaded_by_those_that_deny_because_nothing_governs() {
        activate(1);
        bothLoad();
        soonSettled();
        tables.deactivate("z1");
        database.deactivate("z1", 2);
        asker.wake();
        soon("both to be asked").until(() -> asker.questions("enforces") >= 4);
        assertThat(now().settled()).isFalse();
        bothLoad();
        soonSettled();
    }

    @Test
    void each_poll_without_a_policy_is_no_new_load() {
        database.deactivate("z1", 1);
        bothLoad();
        asker.wake();
        soonSettled();
        var loadedAt = point(first).loadedAt();
        first.runsAheadBy(Duration.ofSeconds(40));
        first.load("z1");
        asker.close();
        asker = asker("127.0.0.1", "127.0.0.2");
        soon("both to be asked").until(() -> asker.questions("enforces") >= 2);
        assertThat(point(first).loadedAt()).isEqualTo(loadedAt);
        assertThat(database.count("bridge.load")).isEqualTo(2);
    }

    @Test
    void denying_because_nothing_governs_is_no_proof_of_a_first_activation() {
        bothLoad();
        activate(1);
        soon("both to be asked").until(() -> asker.questions("enforces") >= 2);
        assertThat(now().decisionPoints())
                .extracting(DecisionPoint::state, DecisionPoint::activationSeq)
                .containsOnly(tuple("behind", 0L));
    }

    @Test
    void a_dismissed_one_is_awaited_no_longer_until_it_answers_again() {
        second.has(Trouble.SILENT);
        activate(1);
        first.load("z1");
        soon("the first").until(() -> point(first).state().equals("current"));
        dismiss(id(second));
        assertThat(now().settled()).isTrue();
        assertThat(point(second).settledBy()).isEqualTo("dismissed");

        second.has(Trouble.NONE);
        soon("it to come back").until(() -> database.count("bridge.decision_point") == 3);
        assertThat(now().settled()).isTrue();
        activate(2);
        first.load("z1");
        soon("the first").until(() -> Objects.equals(point(first).activationSeq(), 2L));
        assertThat(now().awaited()).isEqualTo(1);
        second.load("z1");
        soonSettled();
        assertThat(now().decisionPoints())
                .filteredOn(point -> point.id().equals(id(second)))
                .extracting(DecisionPoint::incarnation)
                .containsExactly(2L);
    }

    @Test
    void what_was_activated_before_an_address_was_seen_does_not_wait_for_it() {
        asker.close();
        database.activate("z2", 1);
        database.sql().sql("delete from bridge.decision_point").update();
        asker = asker("127.0.0.1");
        soon("it to be asked").until(() -> asker.questions("not_loaded") > 0);
        var latest = deployments.latest("z2").orElseThrow();
        assertThat(Propagation.of(latest, points.of(latest)).expected()).isZero();
    }

    @Test
    void an_address_that_the_name_has_no_longer_is_awaited_all_the_same() {
        asker.close();
        asker = asker("127.0.0.1");
        activate(1);
        first.load("z1");
        soon("the first").until(() -> point(first).state().equals("current"));
        assertThat(point(second).isAwaited()).isTrue();
        dismiss(id(second));
        assertThat(now().settled()).isTrue();
    }
}
