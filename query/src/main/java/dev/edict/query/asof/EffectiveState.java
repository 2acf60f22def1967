package dev.edict.query.asof;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What decision points enforced, as they reported it. A report that arrives late adds to it.
 *
 * @param keptSince what ended before is not kept any longer, and is missing here
 * @param complete whether everything that was reported of that instant is still kept
 * @param truncated whether there were more than {@link #MOST} decision points
 * @param decisionPoints by id
 */
public record EffectiveState(
        @Schema(format = "date-time") String keptSince,
        boolean complete,
        boolean truncated,
        List<EnforcedVersion> decisionPoints) {

    /** The maximum number of decision points. */
    public static final int MOST = 1_000;

    /**
     * What one decision point enforced.
     *
     * @param kind {@code replica}, {@code sts} or {@code opa}
     * @param activationSeq the number of the change that it had loaded; 0 for none
     * @param versionId null if nothing governs from that change on
     * @param since by the clock of the decision point
     * @param until by the clock of the decision point; null if no end is known
     * @param recordedAt when its report arrived
     * @param agrees whether it enforced what the log desired
     */
    public record EnforcedVersion(
            String id,
            long incarnation,
            String kind,
            long activationSeq,
            @Nullable String policySetId,
            @Nullable String versionId,
            @Nullable Integer version,
            @Schema(format = "date-time") String since,
            @Nullable @Schema(format = "date-time") String until,
            @Schema(format = "date-time") String recordedAt,
            boolean agrees) {}
}
