package dev.edict.decisionpoint.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.command.secret.AuditKey;
import dev.edict.decision.input.InputRedaction;
import dev.edict.decision.input.PolicyInput;
import dev.edict.decision.input.PolicyInputJson;
import dev.edict.replica.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A decision as a signed event of the contract (contract §7.1, §4.3). */
class WriteDecisionEventsTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final AuditKey KEY = AuditKey.parse("ab".repeat(32));

    private static final String MINT =
            """
            {"principal":{"type":"Application","id":"app-1","zone_id":"zone-blue","registration_method":"dcr",
              "agent_session_id":"as-1","lifecycle":"task","labels":["teller"]},
             "resource":{"type":"Resource","id":"1","identifier":"resource://ledger","scopes":["read","write"]},
             "action":{"id":"TokenExchange","method":"GET","path":"/x"},
             "context":{"actor_claims":{"sub":"robot"},"challenge_resolved":false,"requested_scopes":["read"],
              "trace_id":"t-1","session_id":"s-1","agent_session_id":"as-1","delegation_edge_id":"e-1"},
             "session":{"id":"s-1"},
             "delegation_edge":{"id":"e-1","scopes":["read"],"path":["a","b"],"graph_epoch":4}}""";

    private static SignedEntry signed(PolicyInput input, Outcome outcome, String... redacted) {
        return new DecisionEvents("dp-1", InputRedaction.of(List.of(redacted)), () -> KEY)
                .of(new AuditedDecision("zone-blue", "req-77", input, outcome, Decided.AT));
    }

    private static JsonNode event(PolicyInput input, Outcome outcome, String... redacted) {
        return JSON.readTree(signed(input, outcome, redacted).data());
    }

    private static JsonNode event(Outcome outcome) {
        return event(Decided.bootstrap(), outcome);
    }

    @Test
    void signs_the_vector_of_the_contract() throws IOException {
        try (var file = getClass().getResourceAsStream("/vectors/audit-event-signature.json")) {
            var vector = JSON.readTree(Objects.requireNonNull(file));
            var data = vector.path("data").stringValue().getBytes(StandardCharsets.UTF_8);

            assertThat(AuditKey.parse(vector.path("key_hex").stringValue()).sign(data))
                    .isEqualTo(vector.path("signature").stringValue());
        }
    }

    @Test
    void signs_the_bytes_that_it_sends() {
        var event = signed(Decided.bootstrap(), Decided.allowed());

        assertThat(event.signature()).isEqualTo(KEY.sign(event.data())).hasSize(64);
        assertThat(JSON.readTree(event.data()).path("id").stringValue()).isEqualTo(event.id());
        assertThat(UUID.fromString(event.id()).version()).isEqualTo(7);
        assertThat(event).as("a log gets no data").hasToString("SignedEntry[%s]".formatted(event.id()));
    }

    @Test
    void has_the_members_of_the_contract_in_their_order() {
        var event = event(Decided.allowed());

        assertThat(new ArrayList<>(event.propertyNames()))
                .containsExactly(
                        "id",
                        "zone_id",
                        "event_type",
                        "request_id",
                        "decision",
                        "policy_set_id",
                        "policy_set_version_id",
                        "manifest_sha",
                        "evaluation_status",
                        "determining_policies_json",
                        "diagnostics_json",
                        "metadata_json",
                        "occurred_at");
        assertThat(event.path("zone_id").stringValue()).isEqualTo("zone-blue");
        assertThat(event.path("event_type").stringValue()).isEqualTo("policy_decision");
        assertThat(event.path("request_id").stringValue()).isEqualTo("req-77");
        assertThat(event.path("policy_set_id").stringValue()).isEqualTo("set-1");
        assertThat(event.path("policy_set_version_id").stringValue()).isEqualTo("version-1");
        assertThat(event.path("manifest_sha").stringValue()).isEqualTo(Decided.HASH);
        assertThat(event.path("occurred_at").stringValue()).isEqualTo("2026-01-01T00:00:00.123456Z");
    }

    @Test
    void writes_microseconds_even_where_they_are_zero() {
        assertThat(DecisionEvents.written(Instant.parse("2026-01-01T00:00:00Z")))
                .isEqualTo("2026-01-01T00:00:00.000000Z");
    }

    @Test
    void tells_every_outcome() {
        assertOutcome(Decided.allowed(), "allow", "complete", "[]");
        assertOutcome(
                Decided.denied("role_scope_mismatch", Decided.BUNDLE),
                "deny",
                "complete",
                "[{\"reason\":\"role_scope_mismatch\"}]");
        assertOutcome(
                Decided.denied(Outcome.POLICY_EVAL_FAILED, Decided.BUNDLE),
                "deny",
                "policy_eval_failed",
                "[{\"reason\":\"policy_eval_failed\"}]");
        assertOutcome(
                Decided.denied(Outcome.POLICY_STALE, Decided.BUNDLE),
                "deny",
                "policy_stale",
                "[{\"reason\":\"policy_stale\"}]");
        assertOutcome(
                Decided.denied(Outcome.POLICY_NOT_LOADED, null),
                "deny",
                "policy_not_loaded",
                "[{\"reason\":\"policy_not_loaded\"}]");
    }

    private static void assertOutcome(Outcome outcome, String decision, String status, String diagnostics) {
        var event = event(outcome);
        assertThat(event.path("decision").stringValue()).isEqualTo(decision);
        assertThat(event.path("evaluation_status").stringValue()).isEqualTo(status);
        assertThat(event.path("diagnostics_json")).hasToString(diagnostics);
        assertThat(event.path("determining_policies_json").size()).isEqualTo(decision.equals("allow") ? 1 : 0);
    }

    @Test
    void a_hold_is_an_allow_that_says_what_it_waits_for() {
        var event = event(Decided.onHold());

        assertThat(event.path("decision").stringValue()).isEqualTo("allow");
        assertThat(event.path("evaluation_status").stringValue()).isEqualTo("complete");
        assertThat(event.path("diagnostics_json")
                        .path(0)
                        .path("step_up_required")
                        .path("type")
                        .stringValue())
                .isEqualTo("human_approval");
    }

    @Test
    void a_zone_without_policies_has_the_contract_s_word_for_a_manifest() {
        var event = event(Decided.denied(Outcome.NO_ACTIVE_POLICY_SET, Decided.NONE));

        assertThat(event.path("manifest_sha").stringValue()).isEqualTo("no_active_policy_set");
        assertThat(event.has("policy_set_version_id")).isFalse();
        assertThat(event.path("metadata_json").path("activation_seq").intValue())
                .isEqualTo(8);
    }

    @Test
    void a_zone_that_was_never_loaded_has_no_manifest() {
        var event = event(Decided.denied(Outcome.POLICY_NOT_LOADED, null));

        assertThat(event.has("policy_set_id") || event.has("policy_set_version_id") || event.has("manifest_sha"))
                .isFalse();
        assertThat(event.path("metadata_json").has("activation_seq")).isFalse();
    }

    @Test
    void metadata_explains_the_decision() {
        var metadata = event(Decided.input(MINT), Decided.allowed()).path("metadata_json");

        assertThat(JSON.writeValueAsString(metadata.path("policy_input")))
                .isEqualTo(JSON.writeValueAsString(PolicyInputJson.of(Decided.input(MINT))));
        ((ObjectNode) metadata).remove("policy_input");
        assertThat(metadata)
                .isEqualTo(
                        JSON.readTree(
                                """
                                {"application_id":"app-1","application_registration_method":"dcr",
                                 "resource":"resource://ledger","requested_scopes":["read"],"session_id":"s-1",
                                 "agent_session_id":"as-1","delegation_edge_id":"e-1","agent_lifecycle":"task",
                                 "agent_labels":["teller"],"delegation_graph_epoch":4,"method":"GET","trace_id":"t-1",
                                 "decision_point_id":"dp-1","activation_seq":7}"""));
    }

    @Test
    void absent_sessions_and_edges_are_empty_text() {
        var metadata = event(Decided.allowed()).path("metadata_json");

        assertThat(List.of("session_id", "agent_session_id", "delegation_edge_id"))
                .allSatisfy(name -> assertThat(metadata.path(name)).hasToString("\"\""));
    }

    @Test
    void only_an_application_is_recorded_as_one() {
        var workload = Decided.input(
                """
                {"principal":{"type":"Workload","id":"w-1","zone_id":"zone-blue"},
                 "resource":{"identifier":"r"},"action":{"id":"CredentialInjection"},"context":{}}""");
        var metadata = event(workload, Decided.allowed()).path("metadata_json");

        assertThat(metadata.has("application_id")).isFalse();
        assertThat(metadata.path("subject_kind").stringValue()).isEqualTo("Workload");
        assertThat(metadata.path("policy_input").path("principal").path("id").stringValue())
                .isEqualTo("w-1");
    }

    @Test
    void a_redacted_member_is_nowhere_in_the_event() {
        var written = new String(
                signed(Decided.input(MINT.replace("t-1", "canary-1")), Decided.allowed(), "context.trace_id")
                        .data(),
                StandardCharsets.UTF_8);

        assertThat(written).doesNotContain("canary-1").contains("\"trace_id\":\"[redacted]\"");
    }

    @Test
    void a_redacted_input_is_still_an_input() {
        var input = event(
                        Decided.input(MINT),
                        Decided.allowed(),
                        "context.actor_claims",
                        "resource.scopes",
                        "delegation_edge.path",
                        "session.id",
                        "action.path")
                .path("metadata_json")
                .path("policy_input");

        var read = PolicyInput.from(JSON.convertValue(input, new TypeReference<Map<String, Object>>() {}));
        assertThat(read.resource().scopes()).containsExactly("[redacted]");
        assertThat(read.context().actorClaims()).isEqualTo(Map.of("[redacted]", "[redacted]"));
        assertThat(read.principal()).isEqualTo(Decided.input(MINT).principal());
    }

    @Test
    void a_key_is_refused_without_being_repeated() {
        assertThatThrownBy(() -> AuditKey.parse("no-hex-canary"))
                .hasMessageContaining("the audit key is not hexadecimal")
                .hasMessageNotContaining("canary")
                .hasNoCause();
        assertThatThrownBy(() -> AuditKey.parse("ab".repeat(31)))
                .hasMessage("the audit key has 31 bytes: give at least 32, as 64 hex digits");
        assertThat(KEY).hasToString("AuditKey[hidden]");
    }
}
