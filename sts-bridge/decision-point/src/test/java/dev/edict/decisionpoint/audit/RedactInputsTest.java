package dev.edict.decisionpoint.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.decision.input.InputRedaction;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Members that the audit keeps without their values. */
class RedactInputsTest {

    private static Map<String, Object> claims(Object email) {
        return Map.of("context", Map.of("subject_claims", Map.of("profile", email, "scope", "read")));
    }

    private static Object redacted(Map<String, Object> input, String member) {
        return InputRedaction.of(List.of(member)).apply(input);
    }

    @Test
    void a_claim_is_replaced_and_its_neighbours_are_not() {
        assertThat(redacted(claims("me@example.org"), "context.subject_claims.profile"))
                .isEqualTo(claims("[redacted]"));
    }

    @Test
    void a_claim_inside_of_claims_and_arrays_is_found() {
        assertThat(redacted(
                        claims(List.of(Map.of("email", "me", "age", 3), "x")), "context.subject_claims.profile.email"))
                .isEqualTo(claims(List.of(Map.of("email", "[redacted]", "age", 3), "x")));
    }

    @Test
    void a_claim_whose_name_has_dots_is_found() {
        var input = Map.<String, Object>of(
                "context", Map.of("actor_claims", Map.of("https://example.org/email", "me", "https://example", "you")));

        assertThat(redacted(input, "context.actor_claims.https://example.org/email"))
                .isEqualTo(Map.of(
                        "context",
                        Map.of(
                                "actor_claims",
                                Map.of("https://example.org/email", "[redacted]", "https://example", "you"))));
    }

    @Test
    void an_absent_member_stays_absent() {
        assertThat(redacted(claims(1), "session.id")).isEqualTo(claims(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "schema_version",
                "principal",
                "principal.type",
                "principal.id",
                "principal.zone_id",
                "principal.labels",
                "resource",
                "resource.identifier",
                "action",
                "action.id",
                "context",
                "context.requested_scopes",
                "context.agent_session_id",
                "context.subject_claims",
                "context.subject_claims.delegation_edge_id",
                "context.subject_claims.scope",
                "context.subject_claims.target",
                "context.subject_claims.target.name",
                "delegation_edge",
                "delegation_edge.id",
                "delegation_edge.scopes"
            })
    void what_a_decision_reads_is_refused_by_name(String member) {
        assertThatThrownBy(() -> InputRedaction.of(List.of("session.id", member)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the audit cannot redact %s: a decision reads ".formatted(member));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "context.subject_claim.email",
                "context.subject_claims.",
                "session",
                "delegation_edge.graph_epoch",
                "context.challenge_resolved",
                "nothing"
            })
    void what_is_no_text_of_the_input_is_refused_by_name(String member) {
        assertThatThrownBy(() -> InputRedaction.of(List.of(member)))
                .hasMessage("the audit cannot redact %s: it is no text, list or claim of the policy input"
                        .formatted(member));
    }

    @Test
    void a_list_has_a_bound() {
        assertThatCode(() -> InputRedaction.of(Collections.nCopies(64, "session.id")))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> InputRedaction.of(Collections.nCopies(65, "session.id")))
                .hasMessage("the audit redacts at most 64 members");
    }
}
