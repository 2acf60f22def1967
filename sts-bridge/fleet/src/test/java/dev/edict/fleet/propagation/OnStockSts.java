package dev.edict.fleet.propagation;

import static dev.edict.fleet.FleetDatabase.manifest;
import static org.awaitility.Awaitility.await;

import dev.edict.command.api.NoteReference;
import dev.edict.command.api.deployment.DecisionPointDismissed;
import dev.edict.fleet.FleetDatabase;
import dev.edict.fleet.asking.RunningAsker;
import dev.edict.fleet.sts.FakeSts;
import dev.edict.fleet.sts.StsOfTests;
import dev.edict.fleet.sts.StsTables;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Two processes of a stock STS behind one name, on a database, with a process that asks them. */
abstract class OnStockSts {

    final FleetDatabase database = FleetDatabase.empty();
    final Deployments deployments = new Deployments(database.pool(), database.pool());
    final DecisionPoints points = new DecisionPoints(database.pool());
    final StsTables tables = new StsTables();
    final List<FakeSts> pair = StsOfTests.pair(tables);
    final FakeSts first = pair.get(0);
    final FakeSts second = pair.get(1);
    RunningAsker asker = asker("127.0.0.1", "127.0.0.2");

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

    RunningAsker asker(String... addresses) {
        return new RunningAsker(database, StsOfTests.on(first.port()), StsOfTests.NAME, addresses);
    }

    void activate(long seq) {
        database.activate("z1", seq);
        tables.govern("z1", "v" + seq, manifest(seq));
        asker.wake();
    }

    void bothLoad() {
        pair.forEach(sts -> sts.load("z1"));
    }

    void dismiss(String id) {
        var incarnation = database.sql()
                .sql("select max(incarnation) from bridge.decision_point where id = ?")
                .param(id)
                .query(Long.class)
                .single();
        new DeploymentWriter(database.pool())
                .on(new DecisionPointDismissed("*", id, incarnation, new NoteReference("n1", "hash")));
    }

    Propagation now() {
        var latest = deployments.latest("z1").orElseThrow();
        return Propagation.of(latest, points.of(latest));
    }

    DecisionPoint point(FakeSts sts) {
        return now().decisionPoints().stream()
                .filter(point -> point.id().equals(id(sts)))
                .findFirst()
                .orElseThrow();
    }

    String id(FakeSts sts) {
        return "sts:%s:%d:127.0.0.%d".formatted(StsOfTests.NAME, first.port(), pair.indexOf(sts) + 1);
    }

    long openLoads(FakeSts sts) {
        return database.sql()
                .sql("select count(*) from bridge.load where replica = ? and to_at is null")
                .param(id(sts))
                .query(Long.class)
                .single();
    }

    void soonSettled() {
        soon("it to be settled").until(() -> now().settled());
    }

    static ConditionFactory soon(String what) {
        return await(what).atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(50));
    }
}
