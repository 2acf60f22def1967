package dev.edict.fleet.propagation;

import static dev.edict.fleet.FleetDatabase.manifest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.edict.command.api.NoteReference;
import dev.edict.command.api.deployment.DecisionPointDismissed;
import dev.edict.fleet.FleetDatabase;
import dev.edict.fleet.asking.RunningAsker;
import dev.edict.fleet.sts.FakeSts;
import dev.edict.fleet.sts.FakeSts.Trouble;
import dev.edict.fleet.sts.StsOfTests;
import dev.edict.fleet.sts.StsTables;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An activation is settled on stock STS when every address of their name proved that it enforces it. */
@Tag("servers")
@Timeout(60)
class SettleOnStockStsTest {

    private final FleetDatabase database = FleetDatabase.empty();
    private final Deployments deployments = new Deployments(database.pool(), database.pool());
    private final DecisionPoints points = new DecisionPoints(database.pool());
    private final StsTables tables = new StsTables();
    private final List<FakeSts> pair = StsOfTests.pair(tables);
    private final FakeSts first = pair.get(0);
    private final FakeSts second = pair.get(1);
    private RunningAsker asker = asker("127.0.0.1", "127.0.0.2");

    @BeforeEach
    void two_addresses_of_a_name_are_in_the_roster() {
        database.registerZones("z1", "z2");
        soon("both to be found").until(() -> database.count("bridge.decision_point") == 2);
    }

    @AfterEach
    void close() {
        asker.close();
        pair.forEach(FakeSts::close);
    }

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
    void a_silent_address_keeps_it_unsettled_and_delays_no_other() {
        second.has(Trouble.SILENT);
        activate(1);
        first.load("z1");
        soon("the first").until(() -> point(first).state().equals("current"));
        soon("the reason").until(() -> point(second).error() != null);
        assertThat(point(second).error()).isEqualTo("no complete answer within 2 s");
        assertThat(point(second).state()).isEqualTo("unknown");
        assertThat(now().status()).isEqualTo("unsettled");
        database.committedBefore("z1", 1, "30 days");
        database.sql()
                .sql("update bridge.decision_point set began_at = began_at - interval '31 days'")
                .update();
        assertThat(now().settled()).isFalse();
        assertThat(now().awaited()).isEqualTo(1);
    }

    @Test
    void one_that_fell_silent_is_unknown_once_its_lease_is_over() {
        activate(1);
        bothLoad();
        soonSettled();
        second.has(Trouble.SILENT);
        activate(2);
        soon("the reason").until(() -> point(second).error() != null);
        assertThat(point(second).state()).isEqualTo("behind");
        database.passed(id(second), "95 seconds");
        assertThat(point(second).state()).isEqualTo("unknown");
        assertThat(point(second).isAwaited()).isTrue();
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

    @ParameterizedTest
    @CsvSource({
        "SILENT, no complete answer within 2 s",
        "HTML, status 200 with text/html instead of a JSON object",
        "SERVER_ERROR, 'status 503, sts_unavailable'",
        "REDIRECT, 'status 302, a redirect, which is not followed'",
        "NO_JSON, status 200 with application/json instead of a JSON object",
        "TOO_LONG, status 200 with an answer of more than 65536 bytes",
        "OTHER_ZONE, the answer is not about zone z1",
        "FOREIGN_MANIFEST, 'enforces the manifest 99999"
    })
    void every_failure_is_told_by_name_and_never_counts_as_loaded(Trouble trouble, String reason) {
        activate(1);
        second.load("z1");
        second.has(trouble);
        first.load("z1");
        soon("the first").until(() -> point(first).state().equals("current"));
        soon("the reason").until(() -> String.valueOf(point(second).error()).startsWith(reason));
        assertThat(point(second).settledBy()).isNull();
        assertThat(now().settled()).isFalse();
        second.has(Trouble.NONE);
        soonSettled();
        assertThat(point(second).error()).isNull();
    }

    @Test
    void a_manifest_that_no_activation_has_is_a_failure_to_load() {
        activate(1);
        bothLoad();
        soonSettled();
        second.has(Trouble.FOREIGN_MANIFEST);
        activate(2);
        soon("it to be noticed").until(() -> point(second).state().equals("loading_failed"));
        assertThat(point(second).error())
                .isEqualTo("enforces the manifest %s, which no activation of the zone up to 2 has"
                        .formatted("9".repeat(64)));
        assertThat(openLoads(second)).isZero();
    }

    @Test
    void a_restarted_one_that_has_nothing_loaded_enforces_nothing_since() {
        activate(1);
        bothLoad();
        soonSettled();
        assertThat(openLoads(second)).isEqualTo(1);
        second.restart();
        activate(2);
        soon("it to be noticed").until(() -> openLoads(second) == 0);
        assertThat(point(second).state()).isEqualTo("behind");
        second.load("z1");
        soon("it to be back").until(() -> point(second).state().equals("current"));
        assertThat(openLoads(second)).isEqualTo(1);
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

    private RunningAsker asker(String... addresses) {
        return new RunningAsker(database, StsOfTests.on(first.port()), StsOfTests.NAME, addresses);
    }

    private void activate(long seq) {
        activateIn("z1", seq);
    }

    private void activateIn(String zoneId, long seq) {
        database.activate(zoneId, seq);
        tables.govern(zoneId, "v" + seq, manifest(seq));
        asker.wake();
    }

    private void bothLoad() {
        pair.forEach(sts -> sts.load("z1"));
    }

    private void dismiss(String id) {
        var incarnation = database.sql()
                .sql("select max(incarnation) from bridge.decision_point where id = ?")
                .param(id)
                .query(Long.class)
                .single();
        new DeploymentWriter(database.pool())
                .on(new DecisionPointDismissed("*", id, incarnation, new NoteReference("n1", "hash")));
    }

    private Propagation now() {
        var latest = deployments.latest("z1").orElseThrow();
        return Propagation.of(latest, points.of(latest));
    }

    private DecisionPoint point(FakeSts sts) {
        return now().decisionPoints().stream()
                .filter(point -> point.id().equals(id(sts)))
                .findFirst()
                .orElseThrow();
    }

    private String id(FakeSts sts) {
        return "sts:%s:%d:127.0.0.%d".formatted(StsOfTests.NAME, first.port(), pair.indexOf(sts) + 1);
    }

    private long openLoads(FakeSts sts) {
        return database.sql()
                .sql("select count(*) from bridge.load where replica = ? and to_at is null")
                .param(id(sts))
                .query(Long.class)
                .single();
    }

    private void soonSettled() {
        soon("it to be settled").until(() -> now().settled());
    }

    private static ConditionFactory soon(String what) {
        return await(what).atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(50));
    }
}
