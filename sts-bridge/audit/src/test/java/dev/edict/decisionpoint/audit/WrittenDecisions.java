package dev.edict.decisionpoint.audit;

import dev.edict.command.secret.AuditKey;
import dev.edict.decision.Decision;
import dev.edict.decision.Decision.Effect;
import dev.edict.decision.input.InputRedaction;
import dev.edict.decision.input.PolicyInput;
import dev.edict.replica.BundleIdentity;
import dev.edict.replica.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Events as our decision point writes them. */
public final class WrittenDecisions {

    private static final AuditKey KEY = AuditKey.parse("ab".repeat(32));
    private static final String STEP_UP = "step_up_required";

    private final DecisionEvents events;

    public WrittenDecisions(String... redacted) {
        this.events = new DecisionEvents("dp-1", InputRedaction.of(List.of(redacted)), () -> KEY);
    }

    public byte[] decided(PolicyInput input, Decision decision, BundleIdentity bundle, Instant at) {
        return written(input, outcome(decision, bundle), at);
    }

    /** One that no policy made, such as {@code policy_stale}. */
    public byte[] denied(PolicyInput input, String reason, BundleIdentity bundle, Instant at) {
        return written(input, denial(denial(reason), bundle), at);
    }

    private byte[] written(PolicyInput input, Outcome outcome, Instant at) {
        return events.of(new AuditedDecision(input.principal().zoneId(), "request-1", input, outcome, at))
                .data();
    }

    private static Outcome outcome(Decision decision, BundleIdentity bundle) {
        if (decision.effect() == Effect.DENY) {
            return denial(decision, bundle);
        }
        var hold = decision.diagnostics().stream()
                .filter(diagnostic -> diagnostic.containsKey(STEP_UP))
                .findFirst();
        return hold.isPresent()
                ? new Outcome.OnHold(decision, bundle, hold.get())
                : new Outcome.Allowed(decision, bundle);
    }

    private static Outcome denial(Decision decision, BundleIdentity bundle) {
        return new Outcome.Denied(decision, bundle, decision.reason().orElseThrow());
    }

    private static Decision denial(String reason) {
        return new Decision(Effect.DENY, List.of(), List.of(Map.of("reason", reason)));
    }
}
