package dev.edict.audit.evaluate;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request would have been answered at an instant.
 *
 * @param sequence the index of the last event that the log had taken by then
 * @param desired by what the log desired
 * @param decisionPoints by what each decision point enforced, as far as it reported that
 * @param answers once for each version of the others, with all that is known of the decision
 */
record AsOfDecisions(
        String zoneId,
        @Schema(format = "date-time") String at,
        long sequence,
        VersionDecision desired,
        List<PointDecision> decisionPoints,
        List<Evaluated> answers) {

    /**
     * A decision in short.
     *
     * @param versionId null if nothing governed
     * @param outcome {@code decided}, {@code not_executed} or {@code not_reproducible}
     * @param decision {@code allow} or {@code deny}; null if there is none
     */
    record VersionDecision(
            long activationSeq,
            @Nullable String versionId,
            String outcome,
            @Nullable String decision,
            @Nullable String reason) {

        static VersionDecision of(long activationSeq, Evaluated answer) {
            return new VersionDecision(
                    activationSeq, answer.versionId(), answer.outcome(), answer.decision(), answer.reason());
        }
    }

    /**
     * The decision of a decision point.
     *
     * @param agrees whether it is that of what the log desired
     */
    record PointDecision(String id, long incarnation, VersionDecision decision, boolean agrees) {}
}
