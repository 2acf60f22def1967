package dev.edict.audit.evaluate;

import dev.edict.command.policyset.SealedVersions;
import dev.edict.decision.DecisionEngine;
import dev.edict.decision.EmbeddedDecisionEngine;
import dev.edict.decision.Evaluation;
import dev.edict.decision.PartialExplanation;
import dev.edict.decision.PolicyBundle;
import dev.edict.decision.PolicyDocument;
import dev.edict.decision.input.PartialInput;
import java.util.List;
import org.springframework.stereotype.Component;

/** Evaluates recorded inputs: the installation's engine decides, the embedded one tells the gates. */
@Component
class Evaluator {

    private final SealedVersions sealed;
    private final DecisionEngine engine;

    Evaluator(SealedVersions sealed, DecisionEngine engine) {
        this.sealed = sealed;
        this.engine = engine;
    }

    Evaluated evaluate(Governance governance, PartialInput input) {
        if (governance.obstacle() != null) {
            return Evaluated.impossible(governance.obstacle(), governance);
        }
        if (governance.versionId() == null) {
            return Evaluated.ungoverned();
        }
        var documents = sealed.documents(governance.versionId());
        var explained = PolicyBundle.of(documents).explain(input);
        var missing = missing(explained, input);
        var outcome = explained.outcome();
        if (outcome == null || !missing.isEmpty()) {
            return Evaluated.incomplete(governance, explained.gates(), missing);
        }
        return evaluated(answer(documents, input, outcome), governance, explained);
    }

    /** What logic reads cannot be told: with it, every unknown member may count. */
    private List<String> missing(PartialExplanation explained, PartialInput input) {
        return explained.outcome() instanceof Evaluation.NotExecuted && !isEmbedded()
                ? input.unknown()
                : explained.missing();
    }

    private Evaluation answer(List<PolicyDocument> documents, PartialInput input, Evaluation embedded) {
        return isEmbedded()
                ? embedded
                : engine.evaluate(documents, List.of(input.input())).get(0);
    }

    private Evaluated evaluated(Evaluation answer, Governance governance, PartialExplanation explained) {
        return answer instanceof Evaluation.Decided decided
                ? Evaluated.decided(decided.decision(), governance, engine.name(), explained.gates())
                : Evaluated.notExecuted(
                        ((Evaluation.NotExecuted) answer).reason(), governance, engine.name(), explained.gates());
    }

    private boolean isEmbedded() {
        return engine.name().equals(EmbeddedDecisionEngine.NAME);
    }
}
