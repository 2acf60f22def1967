package dev.edict.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.decision.Evaluation.Decided;
import java.util.List;
import java.util.Map;

/** The decision on a request under a bundle. */
final class Outcomes {
    private Outcomes() {}

    static void assertAllowed(PolicyBundle bundle, Request request, String policy) {
        assertThat(bundle.decide(request.input()))
                .isEqualTo(
                        new Decided(new Decision(Decision.Effect.ALLOW, List.of(Map.of("policy", policy)), List.of())));
    }

    static void assertDenied(PolicyBundle bundle, Request request, String reason) {
        assertThat(bundle.decide(request.input()))
                .isEqualTo(
                        new Decided(new Decision(Decision.Effect.DENY, List.of(), List.of(Map.of("reason", reason)))));
    }

    static Decision decision(PolicyBundle bundle, Request request) {
        return ((Decided) bundle.decide(request.input())).decision();
    }
}
