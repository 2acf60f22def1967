package dev.edict.cli.decide;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.edict.decision.Evaluation;
import dev.edict.decision.Evaluation.Decided;
import dev.edict.decision.Evaluation.NotExecuted;
import dev.edict.decision.Explanation;
import dev.edict.decision.Explanation.Gates;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A decision for programs: the contract's result (contract §8.4), or why nothing was executed. */
sealed interface DecisionJson {

    @JsonInclude(Include.NON_NULL)
    record Result(
            String decision,
            List<Map<String, Object>> determiningPolicies,
            String evaluationStatus,
            List<Map<String, Object>> diagnostics,
            @Nullable Gates explanation)
            implements DecisionJson {}

    @JsonInclude(Include.NON_NULL)
    record None(String evaluation, String reason, @Nullable Gates explanation) implements DecisionJson {}

    static DecisionJson of(Evaluation outcome, @Nullable Explanation explanation) {
        var gates = explanation == null ? null : explanation.gates();
        if (outcome instanceof NotExecuted notExecuted) {
            return new None("not_executed", notExecuted.reason(), gates);
        }
        var decision = ((Decided) outcome).decision();
        return new Result(
                decision.effect().word(), decision.determiningPolicies(), "complete", decision.diagnostics(), gates);
    }
}
