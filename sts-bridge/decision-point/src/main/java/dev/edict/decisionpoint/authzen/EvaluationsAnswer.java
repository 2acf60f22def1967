package dev.edict.decisionpoint.authzen;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The decisions of a batch, or the one of a request without a batch (AuthZEN, access evaluations).
 *
 * @param evaluations in the order of the request, as far as they were evaluated; null without a batch
 * @param decision null for a batch
 */
@JsonInclude(Include.NON_NULL)
record EvaluationsAnswer(
        @Nullable List<EvaluationAnswer> evaluations,
        @Nullable Boolean decision,
        @Nullable Map<String, Object> context) {

    static EvaluationsAnswer of(List<EvaluationAnswer> evaluations) {
        return new EvaluationsAnswer(evaluations, null, null);
    }

    static EvaluationsAnswer of(EvaluationAnswer only) {
        return new EvaluationsAnswer(null, only.decision(), only.context());
    }
}
