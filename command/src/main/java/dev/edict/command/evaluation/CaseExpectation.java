package dev.edict.command.evaluation;

import dev.edict.decision.Decision.Effect;
import dev.edict.decision.DecisionContract;
import dev.edict.decision.EmbeddedDecisionEngine;
import org.jspecify.annotations.Nullable;

/** Whether any decision can be as a case expects. */
public final class CaseExpectation {

    private CaseExpectation() {}

    /**
     * Requires that an engine can give the decision. Only the embedded engine denies for reasons that are all known;
     * another may decide by a contract of the site's own.
     *
     * @throws dev.edict.command.api.Rejection the refusal's
     */
    public static void require(String expect, @Nullable String reason, String engine, Refusal refusal) {
        if (reason == null) {
            return;
        }
        if (expect.equals(Effect.ALLOW.word())) {
            throw refusal.at("expect_reason", "an allow has no deny reason: leave it out, or expect deny");
        }
        var reasons = DecisionContract.denyReasons();
        if (engine.equals(EmbeddedDecisionEngine.NAME) && !reasons.contains(reason)) {
            throw refusal.at(
                    "expect_reason",
                    "no denial has this reason: expected one of %s".formatted(String.join(", ", reasons)));
        }
    }
}
