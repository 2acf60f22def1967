package dev.edict.decisionpoint.authzen;

import static dev.edict.decisionpoint.authzen.EvaluationClient.ALICE;
import static dev.edict.decisionpoint.authzen.EvaluationClient.ALLOW;
import static dev.edict.decisionpoint.authzen.EvaluationClient.BOB;
import static dev.edict.decisionpoint.authzen.EvaluationClient.DENY;
import static dev.edict.decisionpoint.authzen.EvaluationClient.READ;
import static dev.edict.decisionpoint.authzen.EvaluationClient.RECORD_1;
import static dev.edict.decisionpoint.authzen.EvaluationClient.WRITE;
import static dev.edict.decisionpoint.authzen.EvaluationClient.one;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.edict.command.api.Rejection;
import dev.edict.decisionpoint.ReplicaOfTests;
import dev.edict.decisionpoint.audit.AuditedDecision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several evaluations in one request of AuthZEN 1.0: defaults, semantics and bounds. */
class EvaluateBatchesTest {

    private static final ReplicaOfTests REPLICA = EvaluationClient.replica();

    private final List<AuditedDecision> audit = new ArrayList<>();
    private final EvaluationClient client = new EvaluationClient(REPLICA, audit::add);

    @AfterAll
    static void close() {
        REPLICA.close();
    }

    @Test
    void a_batch_is_answered_in_its_order() {
        assertThat(client.batch("", one(BOB, READ), one(BOB, WRITE))).containsExactly(ALLOW, DENY);
        assertThat(client.batch("", one(BOB, WRITE), one(BOB, READ))).containsExactly(DENY, ALLOW);
    }

    @Test
    void an_item_replaces_a_default_as_a_whole() {
        var defaults = "\"subject\": %s, \"action\": %s, \"resource\": {\"type\": \"record\", \"id\": \"record-1\","
                        .formatted(ALICE, WRITE)
                + " \"properties\": {\"status\": \"active\"}},";

        assertThat(client.batch(
                        defaults,
                        "{}",
                        "{\"resource\": {\"type\": \"record\", \"id\": \"record-2\", \"properties\": {\"status\": \"archived\"}}}",
                        "{\"resource\": {\"type\": \"record\", \"id\": \"record-2\"}}"))
                .containsExactly(ALLOW, DENY, ALLOW);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ", \"evaluations\": []", ", \"evaluations\": null"})
    void without_items_a_batch_is_one_evaluation(String evaluations) {
        var asked = one(ALICE, READ).replaceFirst("}\\z", evaluations + "}");

        assertThat(client.evaluations(asked)).isEqualTo(new EvaluationsAnswer(null, true, null));
    }

    @Test
    void an_item_without_a_required_member_is_refused_and_the_batch_goes_on() {
        var answers =
                client.batch("\"subject\": %s, \"action\": %s,".formatted(ALICE, READ), item(RECORD_1), "{}", "7");

        assertThat(answers).extracting(EvaluationAnswer::decision).containsExactly(true, false, false);
        assertThat(answers.get(1).context())
                .isEqualTo(Map.of("error", Map.of("status", 400, "message", "resource: expected an object")));
    }

    @Test
    void a_default_that_every_item_replaces_may_be_incomplete() {
        assertThat(client.batch("\"resource\": {},", one(ALICE, READ))).containsExactly(ALLOW);
    }

    @Test
    void a_default_of_another_type_is_a_bad_request() {
        assertThatThrownBy(() -> client.batch("\"resource\": 7,", one(ALICE, READ)))
                .hasMessageContaining("resource: expected an object");
    }

    @Test
    void a_batch_may_end_at_its_first_deny() {
        assertThat(client.batch(semantic("deny_on_first_deny"), one(BOB, READ), one(BOB, WRITE), one(BOB, READ)))
                .containsExactly(ALLOW, DENY);
        assertThat(client.batch(semantic("deny_on_first_deny"), one(BOB, READ), "{}", one(BOB, READ)))
                .hasSize(2);
    }

    @Test
    void a_batch_may_end_at_its_first_permit() {
        assertThat(client.batch(semantic("permit_on_first_permit"), one(BOB, WRITE), one(BOB, READ), one(BOB, WRITE)))
                .containsExactly(DENY, ALLOW);
        assertThat(client.batch(semantic("permit_on_first_permit"), one(BOB, WRITE), one(BOB, WRITE)))
                .containsExactly(DENY, DENY);
    }

    @Test
    void an_unknown_semantic_is_refused_and_an_unknown_option_ignored() {
        assertThatThrownBy(() -> client.batch(semantic("first_wins"), one(BOB, READ)))
                .hasMessageContaining("options.evaluations_semantic: expected execute_all, deny_on_first_deny");
        assertThat(client.batch("\"options\": {\"k\": 1},", one(BOB, READ))).containsExactly(ALLOW);
    }

    @Test
    void ten_thousand_items_are_refused() {
        var items = IntStream.range(0, 10_000).mapToObj(item -> "{}").toArray(String[]::new);

        assertThatThrownBy(() -> client.batch("", items))
                .isInstanceOfSatisfying(Rejection.class, refused -> assertThat(refused.reason())
                        .isEqualTo(Rejection.Reason.TOO_MANY_EVALUATIONS))
                .hasMessageContaining("send at most 1000");
        assertThat(audit).isEmpty();
    }

    @Test
    void every_decision_of_a_batch_is_recorded_under_the_id_of_its_request() {
        client.batch("", one(BOB, READ), one(BOB, WRITE), "{}");

        assertThat(audit)
                .hasSize(2)
                .extracting(AuditedDecision::zoneId, AuditedDecision::requestId)
                .containsOnly(tuple("records", EvaluationClient.REQUEST_ID));
        assertThat(audit.get(0).input().principal().labels()).containsExactly("bob");
    }

    private static String item(String resource) {
        return "{\"resource\": %s}".formatted(resource);
    }

    private static String semantic(String semantic) {
        return "\"options\": {\"evaluations_semantic\": \"%s\"},".formatted(semantic);
    }
}
