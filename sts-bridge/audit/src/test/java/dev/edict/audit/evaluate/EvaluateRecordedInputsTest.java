package dev.edict.audit.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.audit.AuditDatabase;
import dev.edict.decision.DecisionEngine;
import dev.edict.decision.EmbeddedDecisionEngine;
import dev.edict.decision.Evaluation;
import dev.edict.decision.Evaluation.NotExecuted;
import dev.edict.decision.PolicyBundle;
import dev.edict.decision.PolicyDocument;
import dev.edict.decision.input.PolicyInput;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events that have their input: redacted members, other engines, and evaluations that failed. */
@Tag("servers")
class EvaluateRecordedInputsTest {

    private static final String HEAD = "# caracal:data-document\npackage caracal.authz\n\nimport rego.v1\n\n";
    private static final String PLAIN = HEAD
            + """
            app_ids := {"shop": "app-1"}
            grants := {"r1": {"application": "shop", "roles": {"reader": ["read"]}}}
            """;

    private static final String REDACTED = "[redacted]";

    private final Versions versions = new Versions()
            .with("plain", PLAIN)
            .with("logic", PLAIN + "restrict contains \"night\" if input.context.trace_id == \"t\"\n");

    private Reevaluation evaluate(RecordedDecision event, DecisionEngine engine) {
        var events = new RecordedDecisions(AuditDatabase.empty().pool());
        return new EvaluationService(events, versions, new Evaluator(versions, engine))
                .evaluate(event, versions.governance("plain"));
    }

    private Reevaluation evaluate(RecordedDecision event) {
        return evaluate(event, new EmbeddedDecisionEngine());
    }

    private static Map<String, Object> use(Object target) {
        var context = new HashMap<String, Object>();
        context.put("requested_scopes", List.of());
        context.put("trace_id", REDACTED);
        context.put("subject_claims", Map.of("delegation_edge_id", "e", "scope", "read", "target", target));
        return Map.of(
                "principal",
                Map.of("type", "Application", "id", "app-1", "zone_id", RowRequest.ZONE, "labels", List.of("reader")),
                "resource",
                Map.of("identifier", "r1"),
                "action",
                Map.of("id", "TokenExchange"),
                "context",
                context);
    }

    private static RecordedDecision event(
            String version, String status, @Nullable String reason, @Nullable Object input) {
        return new RecordedDecision(
                "event-1",
                RowRequest.ZONE,
                "policy_decision",
                "request-1",
                reason == null ? "allow" : "deny",
                version,
                Versions.manifest(version),
                status,
                reason == null ? List.of(Map.of("policy", "caracal-shop-use")) : List.of(),
                reason == null ? List.of() : List.of(Map.of("reason", reason)),
                input == null ? Map.of() : Map.of("policy_input", input),
                Instant.EPOCH);
    }

    @Test
    void a_redacted_member_that_no_decision_reads_changes_nothing() {
        var again = evaluate(event("plain", "complete", null, use(List.of("r1"))));

        assertThat(again.reproduced()).isEqualTo("yes");
        assertThat(again.input()).isEqualTo(new Reevaluation.EvaluatedInput("recorded", List.of("context.trace_id")));
    }

    @Test
    void a_target_that_was_redacted_as_a_secret_is_unknown() {
        var again = evaluate(event("plain", "complete", null, use(Map.of("token", REDACTED))));

        assertThat(again.reproduced()).isEqualTo("not_reproducible");
        assertThat(again.then().missing()).containsExactly("context.subject_claims.target.token");
    }

    @ParameterizedTest
    @CsvSource({
        "erased, /input/principal/labels,                principal.labels",
        "masked, /input/context/subject_claims/target/0, context.subject_claims.target",
        "erased, /input/context/requested_scopes/1,      context.requested_scopes"
    })
    void what_an_agent_left_out_of_its_log_is_unknown(String how, String pointer, String member) {
        var again = evaluate(logged(how, pointer, use(List.of("r1"))));

        assertThat(again.reproduced()).isEqualTo("not_reproducible");
        assertThat(again.then().missing()).containsExactly(member);
    }

    @ParameterizedTest
    @CsvSource({"/input/context/subject_claims/e~1mail, context.subject_claims.e/mail", "/result/diagnostics, "})
    void what_no_decision_reads_may_be_left_out_of_a_log(String pointer, @Nullable String member) {
        var again = evaluate(logged("erased", pointer, use(List.of("r1"))));

        assertThat(again.reproduced()).isEqualTo("yes");
        assertThat(again.input().missing())
                .containsExactlyInAnyOrderElementsOf(
                        member == null ? List.of("context.trace_id") : List.of("context.trace_id", member));
    }

    @Test
    void what_is_no_input_without_what_was_left_out_names_that() {
        var again = evaluate(logged("erased", "/input/principal", Map.of("resource", Map.of("identifier", "r1"))));

        assertThat(again.reproduced()).isEqualTo("not_reproducible");
        assertThat(again.then().reason()).isEqualTo("incomplete_input");
        assertThat(again.then().missing()).containsExactly("principal");
    }

    @ParameterizedTest
    @CsvSource({"allow, yes", "deny, no"})
    void a_log_of_the_decision_alone_is_compared_by_the_decision(String decision, String reproduced) {
        var event = event("plain", "complete", null, use(List.of("r1")));

        var again = evaluate(new RecordedDecision(
                event.id(),
                event.zoneId(),
                "opa_decision",
                event.requestId(),
                decision,
                event.policySetVersionId(),
                event.manifestSha(),
                event.evaluationStatus(),
                null,
                null,
                event.metadata(),
                event.occurredAt()));

        assertThat(again.reproduced()).isEqualTo(reproduced);
        assertThat(again.recorded().diagnostics()).isNull();
    }

    private static RecordedDecision logged(String how, String pointer, Map<String, Object> input) {
        var event = event("plain", "complete", null, input);
        return new RecordedDecision(
                event.id(),
                event.zoneId(),
                "opa_decision",
                event.requestId(),
                event.decision(),
                event.policySetVersionId(),
                event.manifestSha(),
                event.evaluationStatus(),
                event.determiningPolicies(),
                event.diagnostics(),
                Map.of("policy_input", input, "opa", Map.of(how, List.of(pointer))),
                event.occurredAt());
    }

    @Test
    void what_is_no_input_is_not_evaluated() {
        var again = evaluate(event("plain", "complete", null, Map.of("principal", "app-1")));

        assertThat(again.reproduced()).isEqualTo("not_reproducible");
        assertThat(again.then().reason()).isEqualTo("invalid_input");
    }

    @Test
    void an_evaluation_that_failed_and_fails_again_is_reproduced() {
        var again = evaluate(event("logic", "policy_eval_failed", "policy_eval_failed", use(List.of("r1"))));

        assertThat(again.reproduced()).isEqualTo("yes");
        assertThat(again.then().outcome()).isEqualTo("not_executed");
        assertThat(again.other().decision()).isEqualTo("allow");
    }

    @Test
    void an_evaluation_that_failed_and_no_longer_does_is_not_reproduced() {
        var again = evaluate(event("plain", "policy_eval_failed", "policy_eval_failed", use(List.of("r1"))));

        assertThat(again.reproduced()).isEqualTo("no");
    }

    @Test
    void a_decision_that_this_engine_cannot_make_is_not_reproducible() {
        var again = evaluate(event("logic", "complete", null, use(List.of("r1"))));

        assertThat(again.reproduced()).isEqualTo("not_reproducible");
        assertThat(again.then().reason()).startsWith("not_analysable");
    }

    @Test
    void the_engine_of_the_installation_answers_and_is_named() {
        var again = evaluate(event("plain", "complete", null, use(List.of("r1"))), new Other());

        assertThat(again.reproduced()).isEqualTo("yes");
        assertThat(again.then().engine()).isEqualTo("other");
        assertThat(again.then().explanation()).isNotNull();
    }

    @Test
    void logic_may_read_every_member_so_that_none_may_be_unknown() {
        var again = evaluate(event("logic", "complete", null, use(List.of("r1"))), new Other());

        assertThat(again.reproduced()).isEqualTo("not_reproducible");
        assertThat(again.then().missing()).containsExactly("context.trace_id");
    }

    @Test
    void an_engine_that_is_away_is_no_decision() {
        var again = evaluate(event("plain", "complete", null, use(List.of("r1"))), new Away());

        assertThat(again.reproduced()).isEqualTo("not_reproducible");
        assertThat(again.then().reason()).isEqualTo("unreachable");
        assertThat(again.differs().thenOther()).isNull();
    }

    private static final class Other implements DecisionEngine {

        @Override
        public String name() {
            return "other";
        }

        @Override
        public String contract() {
            return UNKNOWN_CONTRACT;
        }

        @Override
        public List<Evaluation> evaluate(List<PolicyDocument> documents, List<PolicyInput> inputs) {
            return inputs.stream().map(PolicyBundle.of(documents)::decide).toList();
        }
    }

    private static final class Away implements DecisionEngine {

        @Override
        public String name() {
            return "other";
        }

        @Override
        public String contract() {
            return UNKNOWN_CONTRACT;
        }

        @Override
        public List<Evaluation> evaluate(List<PolicyDocument> documents, List<PolicyInput> inputs) {
            return inputs.stream()
                    .map(input -> (Evaluation) new NotExecuted("unreachable"))
                    .toList();
        }
    }
}
