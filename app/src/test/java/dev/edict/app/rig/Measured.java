package dev.edict.app.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How long things took; judged at the end, so that a slow one does not hide whether all was right. */
final class Measured {

    private final Duration limit;
    private final List<String> all = new ArrayList<>();
    private Duration longest = Duration.ZERO;

    Measured(Duration limit) {
        this.limit = limit;
    }

    void add(String what, Duration took) {
        all.add("%s: %d ms".formatted(what, took.toMillis()));
        longest = longest.compareTo(took) < 0 ? took : longest;
    }

    void assertWithinLimit() {
        assertThat(longest).as("%s", all).isLessThanOrEqualTo(limit);
    }
}
