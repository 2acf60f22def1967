package dev.edict.diagnosis;

import static dev.edict.diagnosis.Requests.mint;
import static dev.edict.diagnosis.Requests.use;
import static dev.edict.diagnosis.Requests.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.decision.input.PartialInput;
import dev.edict.decision.input.PolicyInput;
import dev.edict.diagnosis.Comparison.Compared;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two inputs side by side, member by member. */
class CompareInputsTest {

    private static InputMembers compare(Map<String, Object> simulated, Map<String, Object> live, String... unknown) {
        return new InputMembers(
                PolicyInput.from(simulated), new PartialInput(PolicyInput.from(live), List.of(unknown)));
    }

    private static Compared member(InputMembers members, String name) {
        return members.compared().stream()
                .filter(one -> one.member().equals(name))
                .findAny()
                .orElseThrow();
    }

    @Test
    void equal_inputs_differ_in_nothing() {
        var members = compare(mint(), mint());
        assertThat(members.differing()).isEmpty();
        assertThat(members.compared())
                .allSatisfy(one -> assertThat(one.differs()).isEqualTo("no"));
    }

    @Test
    void every_area_is_compared() {
        assertThat(compare(mint(), use("resource://ledger")).compared())
                .extracting(Compared::area)
                .contains("shape", "grants", "resource", "claims", "session", "step_up");
    }

    @Test
    void both_values_are_shown() {
        var labels = member(compare(mint(), with(mint(), "principal", "labels", List.of("clerk"))), "principal.labels");
        assertThat(labels)
                .isEqualTo(new Compared("grants", "principal.labels", List.of("teller"), List.of("clerk"), "yes"));
    }

    @Test
    void a_member_that_one_input_lacks_differs() {
        var members = compare(mint(), with(mint(), "context", "agent_session_id", null));
        assertThat(member(members, "context.agent_session_id"))
                .isEqualTo(new Compared("session", "context.agent_session_id", "session-1", null, "yes"));
        assertThat(members.differing()).containsExactly(CauseName.SESSION_DIFFERS);
    }

    @Test
    void the_order_of_labels_and_scopes_does_not_count() {
        var one = with(mint(), "principal", "labels", List.of("a", "b"));
        assertThat(compare(one, with(mint(), "principal", "labels", List.of("b", "a")))
                        .differing())
                .isEmpty();
    }

    @Test
    void a_member_that_the_event_does_not_tell_is_not_recorded_and_no_difference() {
        var members = compare(mint(), with(mint(), "delegation_edge", "scopes", List.of()), "delegation_edge.scopes");
        assertThat(member(members, "delegation_edge.scopes").differs()).isEqualTo("not_recorded");
        assertThat(member(members, "delegation_edge.scopes").live()).isNull();
        assertThat(members.differing()).isEmpty();
    }

    @Test
    void a_member_of_which_a_part_was_redacted_is_not_recorded() {
        var members =
                compare(use("resource://ledger"), use("resource://ledger"), "context.subject_claims.target.token");
        assertThat(member(members, "context.subject_claims.target").differs()).isEqualTo("not_recorded");
        assertThat(member(members, "context.subject_claims.scope").differs()).isEqualTo("no");
    }

    @Test
    void each_claim_of_both_inputs_is_compared() {
        var members = compare(
                with(mint(), "context", "subject_claims", Map.of("sub", "u-1", "e.mail", "a")),
                with(mint(), "context", "subject_claims", Map.of("sub", "u-2", "acr", 2)));
        assertThat(members.of(CauseName.CLAIMS_DIFFER))
                .extracting(one -> one.member() + " " + one.differs())
                .containsExactly(
                        "context.subject_claims.acr yes",
                        "context.subject_claims.e.mail yes",
                        "context.subject_claims.sub yes");
    }

    @Test
    void what_is_no_part_of_a_decision_is_not_compared() {
        assertThat(compare(mint(), with(mint(), "context", "trace_id", "t-1")).differing())
                .isEmpty();
    }

    @Test
    void a_part_is_replaced_as_a_whole() {
        var live = with(mint(), "delegation_edge", "scopes", List.of("write"));
        var replaced = compare(mint(), live).simulatedWithLive(CauseName.EDGE_DIFFERS);
        assertThat(replaced).isEqualTo(PolicyInput.from(live));
        var none = mint();
        none.remove("delegation_edge");
        var withPath = with(mint(), "delegation_edge", "path", List.of("edge-0"));
        assertThat(compare(withPath, none).simulatedWithLive(CauseName.EDGE_DIFFERS))
                .isEqualTo(PolicyInput.from(none));
    }

    @Test
    void the_unknown_members_of_the_live_input_stay_unknown_when_a_part_is_replaced() {
        var members = compare(mint(), with(mint(), "principal", "labels", List.of()), "delegation_edge.scopes");
        assertThat(members.liveWithSimulated(CauseName.LABELS_DIFFER).unknown())
                .containsExactly("delegation_edge.scopes");
    }
}
