package dev.edict.audit.opa;

import static dev.edict.audit.opa.LogScene.MANIFEST;
import static dev.edict.audit.opa.LogScene.ZONE;
import static dev.edict.audit.opa.LogScene.decision;
import static dev.edict.audit.opa.LogScene.denied;
import static dev.edict.audit.opa.LogScene.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An element of a decision log becomes an audit event of the contract's shape. */
class MapLoggedDecisionsTest {

    private final LogScene scene = new LogScene().activated("v-9");

    @AfterEach
    void close() {
        scene.close();
    }

    private JsonNode metadata(String id) {
        return JsonMapper.shared().readTree((String) scene.event(id).get("metadata"));
    }

    @Test
    void a_denial_has_its_reason_the_version_of_its_revision_and_what_a_search_looks_for() {
        scene.take(List.of(decision("d1")));

        assertThat(scene.event("d1"))
                .containsEntry("zone_id", ZONE)
                .containsEntry("event_type", "opa_decision")
                .containsEntry("request_id", "d1")
                .containsEntry("decision", "deny")
                .containsEntry("reason", "role_scope_mismatch")
                .containsEntry("evaluation_status", "complete")
                .containsEntry("policy_set_version_id", "v-9")
                .containsEntry("manifest_sha", MANIFEST)
                .containsEntry("decision_point", "opa:gw-7")
                .containsEntry("source", "opa")
                .containsEntry("diagnostics", "[{\"reason\": \"role_scope_mismatch\"}]")
                .containsEntry("policies", "[]");
        assertThat(scene.event("d1").get("occurred_at")).hasToString("2026-10-29 10:11:12.123456");
        var metadata = metadata("d1");
        assertThat(metadata.get("application_id").stringValue()).isEqualTo("app-1");
        assertThat(metadata.get("resource").stringValue()).isEqualTo("resource://ledger");
        assertThat(metadata.get("requested_scopes")).hasToString("[\"ledger:read\"]");
        assertThat(metadata.get("agent_labels")).hasToString("[\"teller\"]");
        assertThat(metadata.get("activation_seq").asLong()).isEqualTo(7);
        assertThat(metadata.get("opa"))
                .hasToString("{\"path\":\"caracal/authz/result\",\"req_id\":12,\"requested_by\":\"10.0.0.7:51234\"}");
    }

    @Test
    void the_input_is_kept_redacted_with_the_lists_of_what_the_agent_left_out_or_replaced() {
        var element = with(
                with(decision("d1"), "erased", List.of("/input/context/subject_claims/ssn")),
                "masked",
                List.of("/input/principal/id"));
        scene.take(List.of(element));

        var metadata = metadata("d1");
        assertThat(metadata.at("/policy_input/principal/id").stringValue()).isEqualTo("app-1");
        assertThat(metadata.at("/policy_input/context/subject_claims/email").stringValue())
                .isEqualTo("[redacted]");
        assertThat(metadata.at("/opa/erased/0").stringValue()).isEqualTo("/input/context/subject_claims/ssn");
        assertThat(metadata.at("/opa/masked/0").stringValue()).isEqualTo("/input/principal/id");
        assertThat(scene.event("d1").values())
                .noneMatch(value -> String.valueOf(value).contains("canary"));
    }

    @Test
    void a_decision_without_result_is_undefined_and_a_failed_one_an_error() {
        var undefined = decision("d1");
        undefined.remove("result");
        var failed = decision("d2");
        failed.remove("result");
        failed.put("error", Map.of("code", "eval_conflict_error", "message", "complete rules must not differ"));
        scene.take(List.of(undefined, failed, with(decision("d3"), "result", Map.of("decision", "perhaps"))));

        assertThat(scene.event("d1")).containsEntry("decision", "undefined").containsEntry("reason", null);
        assertThat(scene.event("d2"))
                .containsEntry("decision", "error")
                .containsEntry("evaluation_status", "policy_eval_failed")
                .containsEntry("reason", "policy_eval_failed")
                .containsEntry("diagnostics", "[{\"error\": \"eval_conflict_error: complete rules must not differ\"}]");
        assertThat(scene.event("d3")).containsEntry("decision", "undefined");
    }

    @Test
    void the_result_is_found_by_the_path_that_was_asked_and_other_queries_are_not_stored() {
        scene.take(List.of(
                with(with(decision("d1"), "path", "/caracal/authz"), "result", Map.of("result", denied())),
                with(with(decision("d2"), "path", "caracal/authz/result/decision"), "result", "allow"),
                with(with(decision("d3"), "path", "operators/own/rule"), "result", true),
                without(with(decision("d4"), "query", "data.users[x]"), "path")));

        assertThat(scene.event("d1")).containsEntry("decision", "deny").containsEntry("reason", "role_scope_mismatch");
        assertThat(scene.event("d2")).containsEntry("decision", "allow");
        assertThat(scene.events()).isEqualTo(2);
        assertThat(scene.letters()).isEmpty();
        assertThat(scene.counted("edict.opa.logged.decisions", "other_query")).isEqualTo(2);
    }

    @Test
    void a_revision_that_this_log_does_not_have_has_no_version() {
        var restored = Map.of(ZONE, Map.of("revision", "7:" + "cd".repeat(32)));
        var none = Map.of(ZONE, Map.of("revision", "0:none"));
        var strange = Map.of(ZONE, Map.of("revision", "main-4711"));
        scene.take(List.of(
                with(decision("d1"), "bundles", restored),
                with(decision("d2"), "bundles", none),
                with(decision("d3"), "bundles", strange)));

        assertThat(scene.event("d1"))
                .containsEntry("policy_set_version_id", null)
                .containsEntry("manifest_sha", "cd".repeat(32));
        assertThat(scene.event("d2")).containsEntry("manifest_sha", "no_active_policy_set");
        assertThat(scene.event("d3")).containsEntry("manifest_sha", null);
    }

    @Test
    void an_agent_without_an_instance_is_known_by_the_id_of_its_process_and_new_members_are_ignored() {
        scene.take(List.of(
                with(decision("d1"), "labels", Map.of("id", "5e7d7f9a", "instance", "")),
                with(decision("d2"), "surprise", Map.of("a", 1)),
                with(decision("d3"), "labels", Map.of("id", "a b"))));

        assertThat(scene.event("d1")).containsEntry("decision_point", "opa:5e7d7f9a");
        assertThat(scene.event("d2")).containsEntry("decision_point", "opa:gw-7");
        assertThat(scene.event("d3")).containsEntry("decision_point", null);
    }

    private static Map<String, Object> without(Map<String, Object> element, String member) {
        var changed = new LinkedHashMap<>(element);
        changed.remove(member);
        return changed;
    }
}
