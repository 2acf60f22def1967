package dev.edict.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));

    @RepeatedTest(20)
    void waiting_doubles_and_leaves_a_quarter_to_chance() {
        assertThat(backoff.after(1)).isBetween(Duration.ofMillis(750), Duration.ofSeconds(1));
        assertThat(backoff.after(2)).isBetween(Duration.ofMillis(1_500), Duration.ofSeconds(2));
        assertThat(backoff.after(4)).isBetween(Duration.ofSeconds(6), Duration.ofSeconds(8));
    }

    @Test
    void waiting_never_exceeds_the_longest_wait_however_often_it_failed() {
        for (var failures = 6; failures < 100_000; failures += 7) {
            assertThat(backoff.after(failures)).isBetween(Duration.ofMillis(22_500), Duration.ofSeconds(30));
        }
    }
}
