package dev.edict.command.api.zone;

import java.util.List;

/**
 * How the canaries of a zone were decided under a version before it governed.
 *
 * @param setting {@code warn} or {@code required}
 * @param canariesVersion which state of the zone's canaries was evaluated
 * @param failing the names of those that would fail, in their order; at most ten
 */
public record CanaryForecast(String setting, long canariesVersion, int passed, int failed, List<String> failing) {

    public CanaryForecast {
        failing = List.copyOf(failing);
    }
}
