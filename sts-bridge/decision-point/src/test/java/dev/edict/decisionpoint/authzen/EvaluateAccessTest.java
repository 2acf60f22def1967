package dev.edict.decisionpoint.authzen;

import static dev.edict.decisionpoint.authzen.EvaluationClient.ALICE;
import static dev.edict.decisionpoint.authzen.EvaluationClient.ALLOW;
import static dev.edict.decisionpoint.authzen.EvaluationClient.DENY;
import static dev.edict.decisionpoint.authzen.EvaluationClient.READ;
import static dev.edict.decisionpoint.authzen.EvaluationClient.one;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.command.api.Rejection;
import dev.edict.decisionpoint.ReplicaOfTests;
import dev.edict.decisionpoint.audit.AuditUnavailable;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One evaluation by AuthZEN 1.0, on the decisions of its conformance scenario; statuses are tested with the program. */
class EvaluateAccessTest {

    private static final ReplicaOfTests REPLICA = EvaluationClient.replica();

    private final EvaluationClient client = new EvaluationClient(REPLICA, decision -> {});

    @AfterAll
    static void close() {
        REPLICA.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "alice |                   | read   | record-1 |                        |           | true",
                "alice |                   | write  | record-1 |                        |           | true",
                "bob   |                   | read   | record-1 |                        |           | true",
                "bob   |                   | write  | record-1 |                        |           | false",
                "bob   | {'role':'admin'}  | write  | record-2 | {'status':'archived'}  |           | true",
                "alice |                   | write  | record-2 | {'status':'archived'}  |           | false",
                "alice |                   | delete | record-1 |                        | {'soft':true}  | true",
                "alice |                   | delete | record-1 |                        | {'soft':false} | false",
            })
    void the_decisions_of_the_conformance_scenario(
            String user,
            @Nullable String userProperties,
            String action,
            String resource,
            @Nullable String resourceProperties,
            @Nullable String actionProperties,
            boolean expected) {
        var request =
                "{\"subject\": {\"type\": \"user\", \"id\": \"%s\"%s}, \"action\": {\"name\": \"%s\"%s}, \"resource\": {\"type\": \"record\", \"id\": \"%s\"%s}}"
                        .formatted(
                                user,
                                properties(userProperties),
                                action,
                                properties(actionProperties),
                                resource,
                                properties(resourceProperties));

        assertThat(client.evaluation("records", request)).isEqualTo(new EvaluationAnswer(expected, null));
    }

    private static String properties(@Nullable String properties) {
        return properties == null ? "" : ", \"properties\": " + properties.replace('\'', '"');
    }

    @Test
    void the_same_request_has_the_same_decision() {
        assertThat(IntStream.range(0, 5).mapToObj(turn -> client.evaluation("records", one(ALICE, READ))))
                .containsOnly(ALLOW);
    }

    @Test
    void unknown_members_and_a_context_change_nothing() {
        var request = one(ALICE, READ)
                .replaceFirst("\\{", "{\"zz\": {\"a\": 1}, \"context\": {\"time\": \"2026-02-03T04:05Z\"}, ");

        assertThat(client.evaluation("records", request)).isEqualTo(ALLOW);
    }

    @Test
    void an_allow_that_needs_an_approval_is_refused_and_says_so() {
        var answer = client.evaluation("ledger", mint("pay"));

        assertThat(answer.decision()).isFalse();
        assertThat(answer.context())
                .containsEntry("reason", "step_up_required")
                .hasEntrySatisfying("step_up_required", required -> assertThat(String.valueOf(required))
                        .contains("human_approval", "high", "operator"));
    }

    @Test
    void reasons_are_given_to_those_that_ask() {
        var denied =
                client.evaluation("ledger", mint("write").replaceFirst("\\{", "{\"options\": {\"reasons\": true}, "));

        assertThat(denied)
                .isEqualTo(new EvaluationAnswer(
                        false,
                        Map.of(
                                "reason",
                                "role_scope_mismatch",
                                "activation_seq",
                                7L,
                                "policy_set_version_id",
                                "version-7")));
        assertThat(client.evaluation("ledger", mint("write"))).isEqualTo(DENY);
    }

    @Test
    void a_zone_that_nothing_governs_refuses() {
        assertThat(client.evaluation("ungoverned", one(ALICE, READ))).isEqualTo(DENY);
        assertThat(client.evaluation("unknown", one(ALICE, READ))).isEqualTo(DENY);
    }

    @Test
    void no_decision_leaves_that_must_be_recorded_and_cannot_be() {
        var unrecorded = new EvaluationClient(REPLICA, decision -> {
            throw new AuditUnavailable("the disk is full");
        });

        assertThatThrownBy(() -> unrecorded.evaluation("records", one(ALICE, READ)))
                .isInstanceOfSatisfying(Rejection.class, refused -> assertThat(refused.reason())
                        .isEqualTo(Rejection.Reason.AUDIT_UNAVAILABLE))
                .hasMessageContaining("the disk is full");
    }

    /** A mint of the contract by the default mapping. */
    private static String mint(String scope) {
        return """
                {"subject": {"type": "Application", "id": "app-1", "properties": {"labels": ["teller"]}},
                 "action": {"name": "TokenExchange", "properties": {"scopes": ["%s"]}},
                 "resource": {"type": "Resource", "id": "resource://ledger"},
                 "context": {"agent_session_id": "s-1",
                     "delegation_edge": {"id": "e-1", "scopes": ["read", "write", "pay"]}}}
                """
                .formatted(scope);
    }
}
