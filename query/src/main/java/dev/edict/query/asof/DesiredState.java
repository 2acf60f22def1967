package dev.edict.query.asof;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What governed a zone, as the log had it.
 *
 * @param governed whether a version governed; otherwise every request was denied
 * @param change the change that brought it; null before the first
 * @param version null if nothing governed
 * @param policies of the version, in the order of its manifest; empty if nothing governed
 */
public record DesiredState(
        boolean governed,
        @Nullable GoverningChange change,
        @Nullable GoverningVersion version,
        List<GoverningPolicy> policies) {

    static final DesiredState NEVER_GOVERNED = new DesiredState(false, null, null, List.of());

    /** The number of the change; 0 before the first. */
    public long activationSeq() {
        return change == null ? 0 : change.activationSeq();
    }

    /**
     * The latest activation, rollback or deactivation.
     *
     * @param change {@code activated}, {@code rolled_back} or {@code deactivated}
     * @param sequence the index of its event
     * @param recordedAt when the log took it
     * @param occurredAt what it says about itself; an import dates it back
     * @param onBehalfOf the name that the caller stated; null if it stated none, or the name was erased
     * @param viaOperator whether an operator took part
     * @param imported whether it was imported from another installation
     * @param reason the operator's explanation; null if there was none, or it was erased
     * @param simulation what the activation rested on; null for none
     */
    public record GoverningChange(
            long activationSeq,
            String change,
            long sequence,
            @Schema(format = "date-time") String recordedAt,
            @Schema(format = "date-time") String occurredAt,
            String actor,
            @Nullable String onBehalfOf,
            boolean viaOperator,
            boolean imported,
            @Nullable String requestId,
            @Nullable String reason,
            @Nullable SupportingSimulation simulation) {}

    /** The simulation that an activation rested on, with the counts of its cases. */
    public record SupportingSimulation(
            String simulationId, String engine, String verdict, int passed, int failed, int notExecuted) {}

    /** The version that governed. */
    public record GoverningVersion(
            String policySetId, String policySetName, String versionId, int version, String manifestSha256) {}

    /**
     * A policy version of the manifest.
     *
     * @param content the text; omitted unless it was asked for
     */
    public record GoverningPolicy(
            String policyId,
            String policyName,
            String policyVersionId,
            int version,
            String contentSha256,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String content) {}
}
