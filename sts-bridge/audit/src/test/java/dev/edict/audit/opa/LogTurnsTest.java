package dev.edict.audit.opa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.command.api.Rejection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** So many logs are read at once, and no token takes all the places. */
class LogTurnsTest {

    private final LogTurns turns = new LogTurns(Duration.ofMillis(200));
    private final ExecutorService requests = Executors.newCachedThreadPool();
    private final CountDownLatch end = new CountDownLatch(1);
    private final List<Future<?>> running = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        end.countDown();
        for (var one : running) {
            one.get(5, TimeUnit.SECONDS);
        }
        requests.shutdownNow();
    }

    /** Takes so many turns and keeps them. */
    private void busy(String caller, int count) throws InterruptedException {
        var begun = new CountDownLatch(count);
        for (var i = 0; i < count; i++) {
            running.add(requests.submit(() -> turns.run(caller, () -> {
                begun.countDown();
                awaitEnd();
            })));
        }
        assertThat(begun.await(5, TimeUnit.SECONDS)).isTrue();
    }

    private void awaitEnd() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void a_token_that_has_its_places_is_refused_for_now_and_another_is_not() throws Exception {
        busy("one", LogTurns.MOST_OF_ONE);
        requireOverloaded("one");

        var ran = new CountDownLatch(1);
        turns.run("another", ran::countDown);
        assertThat(ran.getCount()).isZero();
    }

    @Test
    void a_token_is_refused_for_now_when_all_places_are_taken() throws Exception {
        busy("one", LogTurns.MOST_OF_ONE);
        busy("another", LogTurns.MOST - LogTurns.MOST_OF_ONE);
        requireOverloaded("third");
    }

    @Test
    void a_place_is_free_again_after_success_and_failure() {
        for (var i = 0; i < 2 * LogTurns.MOST; i++) {
            turns.run("one", () -> {});
            assertThatThrownBy(() -> turns.run("one", () -> {
                        throw new IllegalArgumentException("away");
                    }))
                    .hasMessage("away");
        }
    }

    private void requireOverloaded(String caller) {
        assertThatThrownBy(() -> turns.run(caller, () -> {})).isInstanceOfSatisfying(Rejection.class, refused -> {
            assertThat(refused.reason()).isEqualTo(Rejection.Reason.OVERLOADED);
            assertThat(refused.facts()).containsEntry(Rejection.RETRY_AFTER, 1L);
        });
    }
}
