package dev.edict.decisionpoint.authzen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.edict.command.api.Rejection;
import dev.edict.decisionpoint.Policies;
import dev.edict.decisionpoint.ReplicaOfTests;
import dev.edict.decisionpoint.audit.AuditUnavailable;
import dev.edict.decisionpoint.audit.AuditedDecision;
import dev.edict.decisionpoint.audit.DecisionRecorder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The rules of AuthZEN 1.0 on the decisions of its conformance scenario; statuses are tested with the program. */
class EvaluateAccessTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final ReplicaOfTests REPLICA = ReplicaOfTests.with(
            Map.of("records", List.of(Policies.RECORDS), "ledger", List.of(Policies.LEDGER), "ungoverned", List.of()));
    private static final String ALICE = "{\"type\": \"user\", \"id\": \"alice\"}";
    private static final String BOB = "{\"type\": \"user\", \"id\": \"bob\"}";
    private static final String RECORD_1 = "{\"type\": \"record\", \"id\": \"record-1\"}";
    private static final String READ = "{\"name\": \"read\"}";
    private static final String WRITE = "{\"name\": \"write\"}";

    private final List<AuditedDecision> audit = new ArrayList<>();
    private final EvaluationController controller = controller(audit::add);

    @AfterAll
    static void close() {
        REPLICA.close();
    }

    private static EvaluationController controller(DecisionRecorder recorder) {
        return new EvaluationController(
                REPLICA.point(recorder), PolicyInputMappings.parse(Policies.mapping("records")));
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

        assertThat(evaluation("records", request)).isEqualTo(new EvaluationAnswer(expected, null));
    }

    private static String properties(@Nullable String properties) {
        return properties == null ? "" : ", \"properties\": " + properties.replace('\'', '"');
    }

    @Test
    void the_same_request_has_the_same_decision() {
        assertThat(IntStream.range(0, 5).mapToObj(turn -> evaluation("records", one(ALICE, READ))))
                .containsOnly(allow());
    }

    @Test
    void unknown_members_and_a_context_change_nothing() {
        var request = one(ALICE, READ)
                .replaceFirst("\\{", "{\"zz\": {\"a\": 1}, \"context\": {\"time\": \"2026-02-03T04:05Z\"}, ");

        assertThat(evaluation("records", request)).isEqualTo(allow());
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

        assertThatThrownBy(() -> evaluation("records", request.toString()))
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
        assertThatThrownBy(() -> evaluation("records", body)).hasMessageContaining(message);
    }

    @Test
    void more_than_64_levels_are_refused() {
        assertThatThrownBy(() -> evaluation("records", "{\"a\":".repeat(65) + "1" + "}".repeat(65)))
                .hasMessageContaining("at most 64 levels");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/jsonp", "application/problem+json"})
    void another_content_type_is_a_bad_request(String contentType) {
        assertThatThrownBy(() -> controller.evaluation("records", bytes(one(ALICE, READ)), request(contentType)))
                .hasMessageContaining("Content-Type: expected application/json");
    }

    @Test
    void a_content_type_may_have_a_character_set() {
        assertThat(controller.evaluation(
                        "records", bytes(one(ALICE, READ)), request("Application/JSON; charset=utf-8")))
                .isEqualTo(allow());
    }

    @Test
    void an_allow_that_needs_an_approval_is_refused_and_says_so() {
        var answer = evaluation("ledger", mint("pay"));

        assertThat(answer.decision()).isFalse();
        assertThat(answer.context())
                .containsEntry("reason", "step_up_required")
                .hasEntrySatisfying("step_up_required", required -> assertThat(String.valueOf(required))
                        .contains("human_approval", "high", "operator"));
    }

    @Test
    void reasons_are_given_to_those_that_ask() {
        var denied = evaluation("ledger", mint("write").replaceFirst("\\{", "{\"options\": {\"reasons\": true}, "));

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
        assertThat(evaluation("ledger", mint("write"))).isEqualTo(deny());
    }

    @Test
    void a_zone_that_nothing_governs_refuses() {
        assertThat(evaluation("ungoverned", one(ALICE, READ))).isEqualTo(deny());
        assertThat(evaluation("unknown", one(ALICE, READ))).isEqualTo(deny());
    }

    @Test
    void a_batch_is_answered_in_its_order() {
        assertThat(batch("", item(BOB, READ), item(BOB, WRITE))).containsExactly(allow(), deny());
        assertThat(batch("", item(BOB, WRITE), item(BOB, READ))).containsExactly(deny(), allow());
    }

    @Test
    void an_item_replaces_a_default_as_a_whole() {
        var defaults = "\"subject\": %s, \"action\": %s, \"resource\": {\"type\": \"record\", \"id\": \"record-1\","
                        .formatted(ALICE, WRITE)
                + " \"properties\": {\"status\": \"active\"}},";

        assertThat(batch(
                        defaults,
                        "{}",
                        "{\"resource\": {\"type\": \"record\", \"id\": \"record-2\", \"properties\": {\"status\": \"archived\"}}}",
                        "{\"resource\": {\"type\": \"record\", \"id\": \"record-2\"}}"))
                .containsExactly(allow(), deny(), allow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ", \"evaluations\": []", ", \"evaluations\": null"})
    void without_items_a_batch_is_one_evaluation(String evaluations) {
        var asked = one(ALICE, READ).replaceFirst("}\\z", evaluations + "}");

        assertThat(evaluations(asked)).isEqualTo(new EvaluationsAnswer(null, true, null));
    }

    @Test
    void an_item_without_a_required_member_is_refused_and_the_batch_goes_on() {
        var answers = batch("\"subject\": %s, \"action\": %s,".formatted(ALICE, READ), item(RECORD_1), "{}", "7");

        assertThat(answers).extracting(EvaluationAnswer::decision).containsExactly(true, false, false);
        assertThat(answers.get(1).context())
                .isEqualTo(Map.of("error", Map.of("status", 400, "message", "resource: expected an object")));
    }

    @Test
    void a_default_that_every_item_replaces_may_be_incomplete() {
        assertThat(batch("\"resource\": {},", item(ALICE, READ))).containsExactly(allow());
    }

    @Test
    void a_default_of_another_type_is_a_bad_request() {
        assertThatThrownBy(() -> batch("\"resource\": 7,", item(ALICE, READ)))
                .hasMessageContaining("resource: expected an object");
    }

    @Test
    void a_batch_may_end_at_its_first_deny() {
        assertThat(batch(semantic("deny_on_first_deny"), item(BOB, READ), item(BOB, WRITE), item(BOB, READ)))
                .containsExactly(allow(), deny());
        assertThat(batch(semantic("deny_on_first_deny"), item(BOB, READ), "{}", item(BOB, READ)))
                .hasSize(2);
    }

    @Test
    void a_batch_may_end_at_its_first_permit() {
        assertThat(batch(semantic("permit_on_first_permit"), item(BOB, WRITE), item(BOB, READ), item(BOB, WRITE)))
                .containsExactly(deny(), allow());
        assertThat(batch(semantic("permit_on_first_permit"), item(BOB, WRITE), item(BOB, WRITE)))
                .containsExactly(deny(), deny());
    }

    @Test
    void an_unknown_semantic_is_refused_and_an_unknown_option_ignored() {
        assertThatThrownBy(() -> batch(semantic("first_wins"), item(BOB, READ)))
                .hasMessageContaining("options.evaluations_semantic: expected execute_all, deny_on_first_deny");
        assertThat(batch("\"options\": {\"k\": 1},", item(BOB, READ))).containsExactly(allow());
    }

    @Test
    void ten_thousand_items_are_refused() {
        var items = IntStream.range(0, 10_000).mapToObj(item -> "{}").toArray(String[]::new);

        assertThatThrownBy(() -> batch("", items))
                .isInstanceOfSatisfying(Rejection.class, refused -> assertThat(refused.reason())
                        .isEqualTo(Rejection.Reason.TOO_MANY_EVALUATIONS))
                .hasMessageContaining("send at most 1000");
        assertThat(audit).isEmpty();
    }

    @Test
    void every_decision_of_a_batch_is_recorded_under_the_id_of_its_request() {
        batch("", item(BOB, READ), item(BOB, WRITE), "{}");

        assertThat(audit)
                .hasSize(2)
                .extracting(AuditedDecision::zoneId, AuditedDecision::requestId)
                .containsOnly(tuple("records", "request-1"));
        assertThat(audit.get(0).input().principal().labels()).containsExactly("bob");
    }

    @Test
    void no_decision_leaves_that_must_be_recorded_and_cannot_be() {
        var unrecorded = controller(decision -> {
            throw new AuditUnavailable("the disk is full");
        });

        assertThatThrownBy(() -> unrecorded.evaluation("records", bytes(one(ALICE, READ)), request("application/json")))
                .isInstanceOfSatisfying(Rejection.class, refused -> assertThat(refused.reason())
                        .isEqualTo(Rejection.Reason.AUDIT_UNAVAILABLE))
                .hasMessageContaining("the disk is full");
    }

    private EvaluationAnswer evaluation(String zoneId, String body) {
        return controller.evaluation(zoneId, bytes(body), request("application/json"));
    }

    private EvaluationsAnswer evaluations(String body) {
        return controller.evaluations("records", bytes(body), request("application/json"));
    }

    private List<EvaluationAnswer> batch(String members, String... items) {
        var answer = evaluations("{%s \"evaluations\": [%s]}".formatted(members, String.join(",", items)));
        assertThat(answer.decision()).isNull();
        return answer.evaluations() == null ? List.of() : answer.evaluations();
    }

    private static String semantic(String semantic) {
        return "\"options\": {\"evaluations_semantic\": \"%s\"},".formatted(semantic);
    }

    private static String one(String subject, String action) {
        return "{\"subject\": %s, \"action\": %s, \"resource\": %s}".formatted(subject, action, RECORD_1);
    }

    private static String item(String subject, String action) {
        return one(subject, action);
    }

    private static String item(String resource) {
        return "{\"resource\": %s}".formatted(resource);
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

    private static EvaluationAnswer allow() {
        return new EvaluationAnswer(true, null);
    }

    private static EvaluationAnswer deny() {
        return new EvaluationAnswer(false, null);
    }

    private static byte[] bytes(String body) {
        return body.getBytes(StandardCharsets.UTF_8);
    }

    private static MockHttpServletRequest request(String contentType) {
        var request = new MockHttpServletRequest() {
            @Override
            public String getRequestId() {
                return "request-1";
            }
        };
        request.setContentType(contentType);
        return request;
    }
}
