package dev.edict.command.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.command.api.Rejection;
import dev.edict.command.canary.CanaryService.NewCanary;
import dev.edict.command.evaluation.SimulationCase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProposeCanariesTest {

    @Test
    void they_are_cases_by_name() {
        assertThat(propose(Map.of("b", canary("b", "deny", null), "a", canary("a", "allow", null))))
                .extracting(SimulationCase::name)
                .containsExactly("a", "b");
    }

    @Test
    void two_that_no_decision_fulfils_are_refused_and_the_other_is_named() {
        var contradicting = Map.of("reads", canary("s", "allow", null), "writes", canary("s", "deny", null));
        assertThatThrownBy(() -> propose(contradicting))
                .hasMessage("canaries.writes.expect: the canary reads has the same input and expects allow:"
                        + " no decision fulfils both")
                .isInstanceOfSatisfying(Rejection.class, rejection -> {
                    assertThat(rejection.reason()).isEqualTo(Rejection.Reason.CANARY_CONTRADICTION);
                    assertThat(rejection.facts()).containsEntry("canary", "reads");
                });
        assertThat(propose(Map.of("any", canary("s", "deny", null), "why", canary("s", "deny", "no_rule_matched"))))
                .hasSize(2);
    }

    @Test
    void the_place_of_an_error_begins_with_the_canary() {
        refused(canary("s", "deny", "because"), "canaries.a.expect_reason: no denial has this reason");
        refused(new NewCanary(Map.of(), "deny", null), "canaries.a.input.");
    }

    @Test
    void a_zone_has_200_at_most() {
        var canaries = new HashMap<String, NewCanary>();
        IntStream.range(0, 200).forEach(n -> canaries.put("c" + n, canary("s" + n, "deny", null)));
        assertThat(propose(canaries)).hasSize(200);
        canaries.put("one more", canary("t", "deny", null));
        assertThatThrownBy(() -> propose(canaries))
                .isInstanceOfSatisfying(Rejection.class, rejection -> assertThat(rejection.reason())
                        .isEqualTo(Rejection.Reason.TOO_MANY_CANARIES));
    }

    private static void refused(NewCanary canary, String message) {
        assertThatThrownBy(() -> propose(Map.of("a", canary)))
                .hasMessageStartingWith(message)
                .isInstanceOfSatisfying(Rejection.class, rejection -> assertThat(rejection.reason())
                        .isEqualTo(Rejection.Reason.INVALID_CANARY));
    }

    private static List<SimulationCase> propose(Map<String, NewCanary> canaries) {
        return ProposedCanaries.of("z1", canaries, "embedded");
    }

    private static NewCanary canary(String scope, String expect, @Nullable String reason) {
        return new NewCanary(
                Map.of(
                        "schema_version",
                        "2026-05-20",
                        "principal",
                        Map.of("type", "Application", "id", "app-1", "zone_id", "z1"),
                        "resource",
                        Map.of("type", "Resource", "id", "r", "identifier", "r", "scopes", List.of(scope)),
                        "action",
                        Map.of("id", "TokenExchange"),
                        "context",
                        Map.of(
                                "actor_claims",
                                Map.of(),
                                "challenge_resolved",
                                false,
                                "requested_scopes",
                                List.of(scope))),
                expect,
                reason);
    }
}
