package dev.edict.fleet.asking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.fleet.FleetDatabase;
import dev.edict.fleet.roster.Answer;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A decision point that does not answer delays no other, and is asked no second question meanwhile. */
@Tag("servers")
@Timeout(60)
class AskEachOnItsOwnTest {

    private static final String NAME = "sts.test";

    private final FleetDatabase database = FleetDatabase.empty();

    /** One of its addresses answers when it is told to, the others at once. */
    private static final class OneStalls implements AskedKind {
        private final CountDownLatch answering = new CountDownLatch(1);
        private final AtomicInteger stalled = new AtomicInteger();
        private final AtomicInteger answered = new AtomicInteger();

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
            if (endpoint.address().getHostAddress().equals("127.0.0.1")) {
                stalled.incrementAndGet();
                stall();
            } else {
                answered.incrementAndGet();
            }
            return Answer.notLoaded("nothing yet");
        }

        private void stall() {
            try {
                assertThat(answering.await(50, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Test
    void others_are_asked_again_and_again_meanwhile() {
        database.activate("z1", 1);
        database.activate("z2", 1);
        var kind = new OneStalls();
        try (var asker = new RunningAsker(database, kind, NAME, "127.0.0.1", "127.0.0.2", "127.0.0.3")) {
            await("the first to stall").until(() -> kind.stalled.get() == 1);
            var before = kind.answered.get();
            await("the others to be asked").until(() -> kind.answered.get() > before + 8);
            assertThat(kind.stalled).hasValue(1);
            assertThat(asker.questions("not_loaded")).isPositive();
            kind.answering.countDown();
            await("the first to be asked about its other zone").until(() -> kind.stalled.get() > 1);
        }
    }
}
