package dev.edict.fleet.asking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.fleet.FleetDatabase;
import dev.edict.fleet.roster.Answer;
import dev.edict.fleet.roster.AskedDecisionPoints.Asker;
import dev.edict.fleet.roster.AskedRoster;
import dev.edict.fleet.roster.Finding;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** However many processes of Edict share a database, a decision point is asked once and not by each of them. */
@Tag("servers")
@Timeout(60)
class OneProcessAsksTest {

    private static final String NAME = "sts.test";

    private final FleetDatabase database = FleetDatabase.empty();

    /** Decision points that never have loaded anything. */
    private static final class Counted implements AskedKind {
        private final AtomicInteger questions = new AtomicInteger();

        @Override
        public String kind() {
            return "sts";
        }

        @Override
        public List<Origin> origins() {
            return List.of(new Origin("http", NAME, 8080));
        }

        @Override
        public Answer ask(Endpoint endpoint, String zoneId) {
            questions.incrementAndGet();
            return Answer.notLoaded("nothing yet");
        }
    }

    @Test
    void the_other_one_asks_only_after_the_first_one_ended() {
        database.activate("z1", 1);
        var ofFirst = new Counted();
        var ofSecond = new Counted();
        var first = new RunningAsker(database, ofFirst, NAME, "127.0.0.1");
        await("the first to ask").until(() -> ofFirst.questions.get() > 0);
        try (var second = new RunningAsker(database, ofSecond, NAME, "127.0.0.1")) {
            var before = ofFirst.questions.get();
            await("the first to go on asking").until(() -> ofFirst.questions.get() > before + 4);
            assertThat(second.isAsking()).isFalse();
            assertThat(ofSecond.questions).hasValue(0);
            first.close();
            await("the second to take over").until(() -> ofSecond.questions.get() > 0);
            var ended = ofFirst.questions.get();
            var taken = ofSecond.questions.get();
            await("the second to go on asking").until(() -> ofSecond.questions.get() > taken + 2);
            assertThat(ofFirst.questions).hasValue(ended);
        } finally {
            first.close();
        }
    }

    @Test
    void one_that_died_is_replaced_when_its_claim_runs_out() {
        claimedBy("a process that died", "3 seconds");
        var began = System.nanoTime();
        try (var asker = new RunningAsker(database, new Counted(), NAME, "127.0.0.1")) {
            await("it to take over").until(asker::isAsking);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(2_500));
        }
    }

    @Test
    void what_was_answered_to_a_process_that_lost_its_claim_is_not_recorded() {
        database.activate("z1", 1);
        claimedBy("another process", "1 hour");
        var roster = AskedRoster.on(database);
        var late = new Asker("sts", "the process that asked before");
        roster.appear(late, List.of("sts:a"));
        var answers = List.of(new Finding("z1", 1, System.nanoTime(), Answer.notLoaded("nothing yet")));
        assertThat(roster.record(late, "sts:a", answers)).isEmpty();
        assertThat(database.count("bridge.decision_point")).isZero();
        assertThat(roster.record(new Asker("sts", "another process"), "sts:a", answers))
                .hasSize(1);
    }

    private void claimedBy(String holder, String forTime) {
        database.sql()
                .sql("insert into bridge.asker values ('sts', :holder, clock_timestamp() + :time::interval)")
                .param("holder", holder)
                .param("time", forTime)
                .update();
    }
}
