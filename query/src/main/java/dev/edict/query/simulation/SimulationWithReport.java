package dev.edict.query.simulation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A simulation with what was asked and answered.
 *
 * @param reportState {@code kept}, or {@code pruned} after its retention
 * @param report the complete request and result; null if it was pruned
 */
public record SimulationWithReport(
        Simulation simulation,
        String reportState,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Map<String, Object> report) {

    private static final String KEPT = "kept";
    private static final String PRUNED = "pruned";

    static SimulationWithReport of(Simulation simulation, @Nullable Map<String, Object> report) {
        return new SimulationWithReport(simulation, report == null ? PRUNED : KEPT, report);
    }
}
