package dev.edict.query.simulation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.edict.query.Listed;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sealed version that was evaluated against named cases.
 *
 * @param verdict {@code pass}, {@code fail} or {@code not_executed}
 * @param suites the suites of the zone that were run
 * @param suitesVersion the version of the zone's suites if all in force were run; null otherwise
 * @param catalogueVersion the version of the zone's catalogue; 0 for none
 * @param contract SHA-256 of the decision contract that the engine used, or {@code unknown}
 */
public record Simulation(
        String id,
        String policySetId,
        String versionId,
        String manifestSha256,
        String engine,
        String verdict,
        int passed,
        int failed,
        int notExecuted,
        List<SimulatedSuite> suites,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Long suitesVersion,
        long catalogueVersion,
        String contract,
        String reportSha256,
        Instant createdAt,
        String createdBy)
        implements Listed {

    /** A suite in the version that was run. */
    public record SimulatedSuite(String name, long version, String sha256) {}
}
