package dev.edict.cli.decide;

import dev.edict.cli.io.Json;
import dev.edict.cli.io.TerminalText;
import dev.edict.decision.Decision;
import dev.edict.decision.Decision.Effect;
import dev.edict.decision.Evaluation;
import dev.edict.decision.Evaluation.Decided;
import dev.edict.decision.Evaluation.NotExecuted;
import dev.edict.decision.Explanation;
import dev.edict.decision.Explanation.Step;
import java.io.PrintWriter;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Prints a decision for people, after the gates that led to it. */
final class DecisionText {

    private final PrintWriter out;

    DecisionText(PrintWriter out) {
        this.out = out;
    }

    void print(Evaluation outcome, @Nullable Explanation explanation) {
        if (explanation != null) {
            print(explanation);
        }
        if (outcome instanceof Decided decided) {
            print(decided.decision());
        } else if (outcome instanceof NotExecuted notExecuted) {
            out.println(TerminalText.shortened("not executed: " + notExecuted.reason()));
        }
    }

    private void print(Explanation explanation) {
        out.println("shape: " + explanation.shape());
        var width = explanation.steps().stream()
                .mapToInt(step -> step.gate().length())
                .max()
                .orElse(0);
        explanation.steps().forEach(step -> print(step, width));
    }

    private void print(Step step, int width) {
        var gate = step.gate() + " ".repeat(width - step.gate().length());
        var compared = step.compared().isEmpty() ? "" : TerminalText.shortened(Json.readable(step.compared()));
        out.println("  %s  %s   %s"
                .formatted(step.passed() ? "passed" : "DENIED", gate, compared)
                .stripTrailing());
    }

    private void print(Decision decision) {
        if (decision.effect() == Effect.DENY) {
            out.println(TerminalText.shortened("deny: " + decision.reason().orElse("no reason given")));
            return;
        }
        out.println(TerminalText.shortened("allow by "
                + decision.determiningPolicies().stream()
                        .map(policy -> String.valueOf(policy.get("policy")))
                        .collect(Collectors.joining(", "))));
        // only the diagnostics tell an allow that asks for a step-up from one that does not
        decision.diagnostics()
                .forEach(diagnostic -> out.println("  " + TerminalText.shortened(Json.readable(diagnostic))));
    }
}
