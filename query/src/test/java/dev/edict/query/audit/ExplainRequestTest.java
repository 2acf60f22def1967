package dev.edict.query.audit;

import static dev.edict.query.Tables.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.query.QueryRejection.Reason;
import dev.edict.query.Slice;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Tag("servers")
class ExplainRequestTest {

    private static final String REQUEST = "/v1/zones/z1/audit/by-request/r1";

    private final AuditTables audit = new AuditTables();
    private final Slice slice = new Slice(new AuditController(new AuditReader(audit.database())));

    @Test
    void lists_the_decisions_of_a_request_oldest_first() {
        audit.event("later", START.plusNanos(1000), "metadata_json = '{\"Session_ID\":\"ar1\"}'");
        audit.event("b", START);
        audit.event("a", START);
        audit.event("elsewhere", "zone_id = 'z2'");
        audit.event("other", "request_id = 'r2'");
        var events = slice.get(REQUEST);
        assertThat(events.isArray()).isTrue();
        assertThat(events.findValuesAsString("id")).containsExactly("b", "a", "later");
        assertThat(events.get(2).get("metadata_json").toString()).isEqualTo("{\"Session_ID\":\"[redacted]\"}");
        assertThat(events.get(0).propertyNames())
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
                        "occurred_at",
                        "ingested_at",
                        "seq",
                        "reason",
                        "decision_point",
                        "source");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/explain"})
    void a_request_of_which_this_zone_knows_nothing_is_not_found(String question) {
        audit.event("elsewhere", "zone_id = 'z2'");
        assertThat(slice.refused(REQUEST + question).reason()).isEqualTo(Reason.REQUEST_NOT_FOUND);
    }

    @Test
    void a_denial_is_explained_with_an_input_to_simulate_it() {
        audit.event(
                "e1",
                "decision = 'deny', evaluation_status = 'complete'",
                "determining_policies_json = '[{\"policy\":\"caracal-app-mint\"}]'",
                "diagnostics_json = '[{\"reason\":\"role_scope_mismatch\"}]'",
                """
                metadata_json = '{"application_id":"app-1","application_registration_method":"managed",
                    "agent_session_id":"as1","agent_lifecycle":"task","agent_labels":["gold"],"session_id":"ar1",
                    "delegation_edge_id":"d1","resource":"resource://ledger","requested_scopes":["read","write"]}'
                """);
        var explanation = slice.get(REQUEST + "/explain");
        assertThat(explanation.propertyNames())
                .containsExactly("request_id", "zone_id", "final_decision", "denied", "events");
        assertThat(explanation.get("denied").get(0).toString())
                .isEqualTo("{\"event_id\":\"e1\",\"event_type\":\"token_exchange\",\"evaluation_status\":\"complete\","
                        + "\"determining_policies\":[{\"policy\":\"caracal-app-mint\"}],"
                        + "\"diagnostics\":[{\"reason\":\"role_scope_mismatch\"}],"
                        + "\"metadata\":{\"resource\":\"resource://ledger\",\"session_id\":\"[redacted]\","
                        + "\"agent_labels\":[\"gold\"],\"application_id\":\"app-1\",\"agent_lifecycle\":\"task\","
                        + "\"agent_session_id\":\"as1\",\"requested_scopes\":[\"read\",\"write\"],"
                        + "\"delegation_edge_id\":\"d1\",\"application_registration_method\":\"managed\"},"
                        + "\"policy_input\":{\"schema_version\":\"2026-05-20\","
                        + "\"principal\":{\"type\":\"Application\",\"id\":\"app-1\",\"zone_id\":\"z1\","
                        + "\"registration_method\":\"managed\",\"agent_session_id\":\"as1\",\"lifecycle\":\"task\","
                        + "\"labels\":[\"gold\"]},"
                        + "\"resource\":{\"type\":\"Resource\",\"identifier\":\"resource://ledger\","
                        + "\"scopes\":[\"read\",\"write\"]},"
                        + "\"action\":{\"id\":\"TokenExchange\"},"
                        + "\"context\":{\"actor_claims\":{},\"requested_scopes\":[\"read\",\"write\"],"
                        + "\"challenge_resolved\":false,\"session_id\":\"ar1\",\"agent_session_id\":\"as1\","
                        + "\"delegation_edge_id\":\"d1\"},"
                        + "\"session\":{\"id\":\"ar1\"},\"delegation_edge\":{\"id\":\"d1\"}},"
                        + "\"policy_input_missing\":[\"action.method\",\"action.path\",\"resource.id\",\"resource.scopes\","
                        + "\"context.actor_claims\",\"context.subject_claims\",\"context.challenge_resolved\","
                        + "\"context.trace_id\",\"delegation_edge.source_session_id\","
                        + "\"delegation_edge.target_session_id\",\"delegation_edge.issuer_application_id\","
                        + "\"delegation_edge.receiver_application_id\",\"delegation_edge.resource_id\","
                        + "\"delegation_edge.scopes\",\"delegation_edge.edge_version\",\"delegation_edge.path\","
                        + "\"delegation_edge.graph_epoch\",\"delegation_edge.constraints_json\"]}");
        assertThat(explanation.get("events").findValuesAsString("session_id")).containsExactly("[redacted]");
    }

    @Test
    void explains_a_denial_without_details_with_empty_lists() {
        audit.event("e1", "decision = 'deny', evaluation_status = 'exchange_denied'");
        assertThat(slice.get(REQUEST + "/explain").get("denied").get(0).toString())
                .isEqualTo("{\"event_id\":\"e1\",\"event_type\":\"token_exchange\","
                        + "\"evaluation_status\":\"exchange_denied\",\"determining_policies\":[],\"diagnostics\":[],"
                        + "\"metadata\":{},\"policy_input\":{\"schema_version\":\"2026-05-20\","
                        + "\"principal\":{\"type\":\"Application\",\"id\":\"\",\"zone_id\":\"z1\"},"
                        + "\"resource\":{\"type\":\"Resource\",\"identifier\":\"\",\"scopes\":[]},"
                        + "\"action\":{\"id\":\"TokenExchange\"},"
                        + "\"context\":{\"actor_claims\":{},\"requested_scopes\":[],\"challenge_resolved\":false}},"
                        + "\"policy_input_missing\":[\"principal.type\",\"principal.id\","
                        + "\"principal.registration_method\",\"principal.lifecycle\",\"principal.agent_session_id\","
                        + "\"principal.labels\",\"resource.identifier\",\"action.method\",\"action.path\","
                        + "\"resource.id\",\"resource.scopes\",\"context.actor_claims\",\"context.subject_claims\","
                        + "\"context.challenge_resolved\",\"context.trace_id\",\"context.requested_scopes\",\"session\","
                        + "\"delegation_edge\"]}");
    }

    @Test
    void text_is_copied_into_the_input_even_when_it_is_empty_and_nothing_else_is() {
        audit.event(
                "e1",
                "decision = 'deny'",
                """
                metadata_json = '{"application_id":7,"agent_session_id":"","agent_lifecycle":null,"agent_labels":"gold",
                    "session_id":"","delegation_edge_id":"","resource":["r"],"requested_scopes":"read"}'
                """);
        assertThat(slice.get(REQUEST + "/explain")
                        .get("denied")
                        .get(0)
                        .get("policy_input")
                        .toString())
                .isEqualTo("{\"schema_version\":\"2026-05-20\","
                        + "\"principal\":{\"type\":\"Application\",\"id\":\"\",\"zone_id\":\"z1\","
                        + "\"agent_session_id\":\"\"},"
                        + "\"resource\":{\"type\":\"Resource\",\"identifier\":\"\",\"scopes\":[]},"
                        + "\"action\":{\"id\":\"TokenExchange\"},"
                        + "\"context\":{\"actor_claims\":{},\"requested_scopes\":[],\"challenge_resolved\":false,"
                        + "\"session_id\":\"\",\"agent_session_id\":\"\",\"delegation_edge_id\":\"\"},"
                        + "\"session\":{\"id\":\"\"},\"delegation_edge\":{\"id\":\"\"}}");
    }

    @Test
    void an_input_that_was_recorded_is_shown_instead_of_one_that_is_rebuilt() {
        audit.event(
                "e1",
                "decision = 'deny', event_type = 'policy_decision'",
                """
                metadata_json = '{"application_id":"app-1","session_id":"","delegation_edge_id":"","policy_input":{
                    "schema_version":"2026-05-20","principal":{"id":"app-1","secret":"s3cret"},"session":{"id":"ar1"},
                    "context":{"session_id":"ar1","subject_claims":{"session_id":"s3cret","sub":"u1"}}}}'
                """);
        var explanation = slice.get(REQUEST + "/explain");
        var denial = explanation.get("denied").get(0);
        assertThat(denial.get("policy_input"))
                .isEqualTo(
                        JsonMapper.shared()
                                .readTree(
                                        """
                                {"schema_version":"2026-05-20","principal":{"id":"app-1","secret":"[redacted]"},
                                "session":{"id":"ar1"},
                                "context":{"session_id":"ar1","subject_claims":{"session_id":"[redacted]","sub":"u1"}}}
                                """));
        assertThat(denial.get("policy_input_missing")).isEmpty();
        assertThat(denial.get("metadata").toString()).doesNotContain("ar1");
        assertThat(explanation.get("events").toString()).doesNotContain("ar1");
    }

    @Test
    void the_action_of_another_kind_of_event_is_not_known() {
        audit.event("e1", "decision = 'deny', event_type = 'gateway_resource_request'");
        audit.event(
                "e2", "decision = 'deny', event_type = 'policy_decision'", "metadata_json = '{\"policy_input\":7}'");
        assertThat(slice.get(REQUEST + "/explain").get("denied")).hasSize(2).allSatisfy(denial -> assertThat(
                        denial.get("policy_input_missing").valueStream())
                .extracting(JsonNode::stringValue)
                .contains("action.id", "delegation_edge"));
    }

    @Test
    void one_denial_makes_the_request_denied() {
        audit.event("e1", START, "decision = 'deny'");
        audit.event("e2", START.plusSeconds(1));
        var explanation = slice.get(REQUEST + "/explain");
        assertThat(explanation.get("final_decision").stringValue()).isEqualTo("deny");
        assertThat(explanation.get("denied").findValuesAsString("event_id")).containsExactly("e1");
        assertThat(explanation.get("events").findValuesAsString("id")).containsExactly("e1", "e2");
    }

    @Test
    void without_a_denial_the_last_decision_counts() {
        audit.event("e1", START, "decision = 'pending'");
        audit.event("e2", START.plusSeconds(1), "decision = 'approved'");
        var explanation = slice.get(REQUEST + "/explain");
        assertThat(explanation.get("final_decision").stringValue()).isEqualTo("approved");
        assertThat(explanation.get("denied")).isEmpty();
    }
}
