package dev.edict.replica.background;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Who needs the work done does not wait for the whole pause after a failure. */
class HurryLoopTest {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final AtomicInteger rounds = new AtomicInteger();
    private Duration retryAfter = Duration.ZERO;
    private final Loop loop = new Loop("test", new Trouble(LoggerFactory.getLogger(Loop.class), "a test"), this::fail);

    private static final class Failure extends RuntimeException implements Loop.Retriable {
        private static final long serialVersionUID = 1L;
        private final Duration retryAfter;

        Failure(Duration retryAfter) {
            super("always");
            this.retryAfter = retryAfter;
        }

        @Override
        public Duration retryAfter() {
            return retryAfter;
        }
    }

    private void fail() {
        rounds.incrementAndGet();
        throw new Failure(retryAfter);
    }

    @AfterEach
    void close() {
        loop.close();
    }

    /** By themselves these rounds would take more than 10 s. */
    @Test
    void a_pause_ends_early_for_somebody_in_a_hurry() throws InterruptedException {
        loop.start();
        var began = System.nanoTime();
        while (rounds.get() < 6) {
            loop.hurry(PATIENCE);
        }

        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isBetween(Duration.ofMillis(400), Duration.ofSeconds(5));
    }

    @Test
    void a_pause_that_was_asked_for_does_not_end_early_and_no_caller_waits_for_it() throws InterruptedException {
        retryAfter = Duration.ofSeconds(5);
        loop.start();
        await("the first failure").until(() -> rounds.get() == 1);
        loop.hurry(PATIENCE);
        var began = System.nanoTime();

        loop.hurry(PATIENCE);

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(PATIENCE);
        assertThat(rounds).hasValue(1);
    }

    @Test
    void a_round_that_hangs_is_waited_for_no_longer_than_the_patience() throws InterruptedException {
        try (var hanging = new Loop(
                "hang", new Trouble(LoggerFactory.getLogger(Loop.class), "a test"), () -> Thread.currentThread()
                        .join())) {
            hanging.start();
            var began = System.nanoTime();

            hanging.hurry(Duration.ofMillis(50));

            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isBetween(Duration.ofMillis(50), Duration.ofSeconds(2));
        }
    }
}
