package dev.edict.decisionpoint.authzen;

import static dev.edict.decisionpoint.authzen.EvaluationClient.ALICE;
import static dev.edict.decisionpoint.authzen.EvaluationClient.ALLOW;
import static dev.edict.decisionpoint.authzen.EvaluationClient.READ;
import static dev.edict.decisionpoint.authzen.EvaluationClient.one;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.command.api.Rejection;
import dev.edict.decisionpoint.ReplicaOfTests;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What is no request of AuthZEN 1.0 is refused, and the answer names what is wrong. */
class RefuseEvaluationsTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final ReplicaOfTests REPLICA = EvaluationClient.replica();

    private final EvaluationClient client = new EvaluationClient(REPLICA, decision -> {});

    @AfterAll
    static void close() {
        REPLICA.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "subject",
                "action",
                "resource",
                "subject.type",
                "subject.id",
                "action.name",
                "resource.type",
                "resource.id"
            })
    void a_missing_member_is_named(String member) {
        var request = (ObjectNode) JSON.readTree(one(ALICE, READ));
        var dot = member.indexOf('.');
        if (dot < 0) {
            request.remove(member);
        } else {
            ((ObjectNode) request.get(member.substring(0, dot))).remove(member.substring(dot + 1));
        }

        assertThatThrownBy(() -> client.evaluation("records", request.toString()))
                .isInstanceOf(Rejection.class)
                .hasMessageContaining(member + ": expected");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[] | the body: expected a JSON object",
                "{ | the body: expected one JSON object, with unique names and at most 64 levels",
                "`` | the body: expected a JSON object",
                "null | the body: expected a JSON object",
                "{} {} | the body: expected one JSON object",
                "{\"subject\": \"x\"} | subject: expected an object",
                "{\"subject\": {\"type\": \"u\", \"id\": \"i\"}, \"action\": {\"name\": 7}, \"resource\": {\"type\": \"r\","
                        + " \"id\": \"i\"}} | action.name: expected a string",
                "{\"subject\": {}, \"subject\": {}} | the body: expected one JSON object, with unique names",
                "{\"subject\": {\"id\": \"\\ud800\"}} | the body: expected text without lone surrogates",
                "{\"options\": []} | options: expected an object",
                "{\"options\": {\"reasons\": 1}} | options.reasons: expected true or false",
            })
    void a_body_that_is_no_request_is_refused_by_name(String body, String message) {
        assertThatThrownBy(() -> client.evaluation("records", body)).hasMessageContaining(message);
    }

    @Test
    void more_than_64_levels_are_refused() {
        assertThatThrownBy(() -> client.evaluation("records", "{\"a\":".repeat(65) + "1" + "}".repeat(65)))
                .hasMessageContaining("at most 64 levels");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/jsonp", "application/problem+json"})
    void another_content_type_is_a_bad_request(String contentType) {
        assertThatThrownBy(() -> client.evaluation("records", one(ALICE, READ), contentType))
                .hasMessageContaining("Content-Type: expected application/json");
    }

    @Test
    void a_content_type_may_have_a_character_set() {
        assertThat(client.evaluation("records", one(ALICE, READ), "Application/JSON; charset=utf-8"))
                .isEqualTo(ALLOW);
    }
}
