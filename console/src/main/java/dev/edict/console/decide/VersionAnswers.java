package dev.edict.console.decide;

import dev.edict.command.policyset.SealedVersions;
import dev.edict.decision.Evaluation.Decided;
import dev.edict.decision.Evaluation.NotExecuted;
import dev.edict.decision.Explanation;
import dev.edict.decision.PolicyBundle;
import dev.edict.decision.input.PolicyInput;
import dev.edict.query.policyset.PolicySetReader.VersionLabel;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Decides a request by a sealed version and explains it gate by gate, as {@code edict decide --explain} does. */
@Component
class VersionAnswers {

    private final SealedVersions sealed;

    VersionAnswers(SealedVersions sealed) {
        this.sealed = sealed;
    }

    /**
     * How one version decides.
     *
     * @param decision {@code allow}, {@code deny} or {@code not_executed}
     * @param reason of a denial, or why nothing was executed; null for a plain allow
     */
    record Answer(
            VersionLabel version, String decision, @Nullable String reason, String shape, List<ExplainedGate> gates) {}

    /** @param compared the compared values, as JSON */
    record ExplainedGate(String gate, boolean passed, @Nullable String reason, String compared) {}

    /** @param version one of the zone whose request it is */
    Answer of(VersionLabel version, PolicyInput input) {
        var explanation = PolicyBundle.of(sealed.documents(version.id())).explain(input);
        var gates = explanation.steps().stream().map(VersionAnswers::gate).toList();
        if (explanation.outcome() instanceof Decided decided) {
            var decision = decided.decision();
            return new Answer(
                    version, decision.effect().word(), decision.reason().orElse(null), explanation.shape(), gates);
        }
        var why = ((NotExecuted) explanation.outcome()).reason();
        return new Answer(version, "not_executed", why, explanation.shape(), gates);
    }

    private static ExplainedGate gate(Explanation.Step step) {
        var compared = step.compared().isEmpty() ? "" : JsonMapper.shared().writeValueAsString(step.compared());
        return new ExplainedGate(step.gate(), step.passed(), step.reason(), compared);
    }
}
