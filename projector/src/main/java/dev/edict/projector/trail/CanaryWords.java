package dev.edict.projector.trail;

import dev.edict.command.api.zone.CanaryForecast;

/** Words about canaries for the timeline. */
final class CanaryWords {

    private CanaryWords() {}

    /** {@code 1 canary}, {@code 2 canaries}. */
    static String counted(int count) {
        return count == 1 ? "1 canary" : "%d canaries".formatted(count);
    }

    /** How many canaries would fail or pass, and which would fail. */
    static String forecast(CanaryForecast canaries) {
        var all = canaries.passed() + canaries.failed();
        if (canaries.failed() == 0) {
            return "%d of %s would pass".formatted(all, counted(all));
        }
        var more = canaries.failed() - canaries.failing().size();
        return "%d of %s would fail: %s%s"
                .formatted(
                        canaries.failed(),
                        counted(all),
                        String.join(", ", canaries.failing()),
                        more == 0 ? "" : " and %d more".formatted(more));
    }
}
