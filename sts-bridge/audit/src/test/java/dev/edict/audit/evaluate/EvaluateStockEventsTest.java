package dev.edict.audit.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.audit.AuditDatabase;
import dev.edict.decision.EmbeddedDecisionEngine;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events of a token service, which lack parts of the input (contract §7.6, W-2): what they tell, and what they do not. */
@Tag("servers")
class EvaluateStockEventsTest {

    private static final String HEAD = "# caracal:data-document\npackage caracal.authz\n\nimport rego.v1\n\n";
    private static final String PLAIN = HEAD
            + """
            app_ids := {"shop": "app-1"}
            grants := {"r1": {"application": "shop", "roles": {"reader": ["read"]}}}
            """;

    private final Versions versions = new Versions()
            .with("plain", PLAIN)
            .with("frozen", PLAIN + "restrict := {\"incident\"}\n")
            .with("malformed-risk", PLAIN + "risk := 7\n");
    private final EvaluationService service = new EvaluationService(
            new RecordedDecisions(AuditDatabase.empty().pool()),
            versions,
            new Evaluator(versions, new EmbeddedDecisionEngine()));

    /** What a token service writes about a request without an agent session, a delegation and scopes. */
    private static Map<String, Object> metadata() {
        return new HashMap<>(Map.of(
                "application_id", "app-1",
                "application_registration_method", "managed",
                "resource", "r1",
                "requested_scopes", List.of(),
                "session_id", "",
                "agent_session_id", "",
                "delegation_edge_id", "",
                "agent_labels", List.of("reader"),
                "agent_lifecycle", ""));
    }

    private static Map<String, Object> bootstrap() {
        return with(metadata(), "requested_scopes", List.of("agent:lifecycle"));
    }

    private static Map<String, Object> mint() {
        var metadata = with(metadata(), "requested_scopes", List.of("read"));
        return with(with(metadata, "agent_session_id", "as-1"), "delegation_edge_id", "e-1");
    }

    private static Map<String, Object> with(Map<String, Object> metadata, String name, @Nullable Object value) {
        metadata.put(name, value);
        return metadata;
    }

    private static Map<String, Object> lacking(Map<String, Object> metadata, String name) {
        metadata.remove(name);
        return metadata;
    }

    private static RecordedDecision event(
            @Nullable String version, @Nullable String reason, Map<String, Object> metadata) {
        return event("token_exchange", "complete", version, reason, metadata);
    }

    private static RecordedDecision event(
            String type,
            String status,
            @Nullable String version,
            @Nullable String reason,
            Map<String, Object> metadata) {
        return new RecordedDecision(
                "event-1",
                RowRequest.ZONE,
                type,
                "request-1",
                reason == null ? "allow" : "deny",
                version,
                version == null ? RecordedDecision.UNGOVERNED : Versions.manifest(version),
                status,
                List.of(),
                reason == null ? List.of() : List.of(Map.of("reason", reason)),
                metadata,
                Instant.EPOCH);
    }

    private Reevaluation evaluate(RecordedDecision event) {
        return service.evaluate(event, versions.governance("plain"));
    }

    @Test
    void empty_text_says_that_a_bootstrap_has_no_session_and_no_delegation() {
        var again = evaluate(event("plain", null, bootstrap()));

        assertThat(again.reproduced()).isEqualTo("yes");
        assertThat(again.input().source()).isEqualTo("rebuilt");
        assertThat(again.input().missing())
                .containsExactly(
                        "action.method",
                        "action.path",
                        "context.actor_claims",
                        "context.challenge_resolved",
                        "context.trace_id",
                        "resource.id",
                        "resource.scopes");
    }

    @Test
    void a_bootstrap_of_another_application_is_reproduced() {
        var metadata = with(bootstrap(), "application_id", "app-2");

        assertThat(evaluate(event("plain", "no_rule_matched", metadata)).reproduced())
                .isEqualTo("yes");
    }

    @ParameterizedTest
    @CsvSource({"frozen,         restriction_active", "malformed-risk, malformed_risk_data"})
    void a_mint_is_reproduced_up_to_the_scopes_of_its_delegation(String version, String reason) {
        assertThat(evaluate(event(version, reason, mint())).reproduced()).isEqualTo("yes");
    }

    @Test
    void a_mint_of_a_resource_that_is_not_granted_is_reproduced() {
        var metadata = with(mint(), "resource", "r2");

        assertThat(evaluate(event("plain", "resource_not_granted", metadata)).reproduced())
                .isEqualTo("yes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"delegation_scope_exceeded", "confinement_violation", "role_scope_mismatch", "allow"})
    void a_mint_that_came_to_the_scopes_of_its_delegation_is_not(String recorded) {
        var again = evaluate(event("plain", recorded.equals("allow") ? null : recorded, mint()));

        assertThat(again.reproduced()).isEqualTo("not_reproducible");
        assertThat(again.then().missing()).containsExactly("delegation_edge.scopes");
        assertThat(again.then().decision()).isNull();
        var gates = again.then().explanation();
        assertThat(gates).isNotNull();
        assertThat(gates.steps()).extracting("gate").endsWith("approvals_well_formed", "owned");
        assertThat(again.differs().recordedThen()).isNull();
    }

    @Test
    void a_use_is_not_without_its_claims_unless_the_zone_is_frozen() {
        var again = evaluate(event("plain", "mandate_target_mismatch", metadata()));

        assertThat(again.reproduced()).isEqualTo("not_reproducible");
        assertThat(again.then().missing()).containsExactly("context.subject_claims");
        assertThat(evaluate(event("frozen", "restriction_active", metadata())).reproduced())
                .isEqualTo("yes");
    }

    @Test
    void a_mint_that_matched_no_rule_must_have_had_claims() {
        var again = evaluate(event("plain", "no_rule_matched", mint()));

        assertThat(again.reproduced()).isEqualTo("not_reproducible");
        assertThat(again.then().missing()).containsExactly("context.subject_claims");
        assertThat(again.other().missing()).containsExactly("context.subject_claims");
    }

    @ParameterizedTest
    @CsvSource({
        "application_id,     principal.id;principal.type",
        "resource,           resource.identifier",
        "agent_session_id,   context.agent_session_id",
        "delegation_edge_id, delegation_edge",
        "requested_scopes,   context.requested_scopes;context.subject_claims"
    })
    void what_the_metadata_lacks_altogether_is_unknown(String name, String members) {
        var again = evaluate(event("plain", null, lacking(bootstrap(), name)));

        assertThat(again.reproduced()).isEqualTo("not_reproducible");
        assertThat(again.input().missing()).contains(members.split(";"));
        assertThat(again.then().missing()).isNotEmpty().isSubsetOf(members.split(";"));
    }

    @ParameterizedTest
    @CsvSource({"agent_session_id, context.agent_session_id", "delegation_edge_id, delegation_edge"})
    void what_was_redacted_is_unknown(String name, String member) {
        var again = evaluate(event("plain", null, with(bootstrap(), name, "[redacted]")));

        assertThat(again.reproduced()).isEqualTo("not_reproducible");
        assertThat(again.then().missing()).containsExactly(member);
    }

    @Test
    void null_says_that_a_list_was_empty() {
        var metadata = with(bootstrap(), "agent_labels", null);

        assertThat(evaluate(event("plain", null, metadata)).input().missing()).doesNotContain("principal.labels");
    }

    @ParameterizedTest
    @CsvSource({
        "token_exchange,  exchange_denied",
        "token_exchange,  resource_not_found",
        "policy_decision, policy_stale",
        "policy_decision, policy_not_loaded",
        "step_up_decided, complete"
    })
    void an_event_that_no_policy_decided_is_not_reproducible(String type, String status) {
        var again = evaluate(event(type, status, "plain", "x", bootstrap()));

        assertThat(again.reproduced()).isEqualTo("not_reproducible");
        assertThat(again.then().reason()).isEqualTo("no_policy_decision");
        assertThat(again.other().reason()).isEqualTo("no_policy_decision");
        assertThat(again.input().source()).isEqualTo("none");
    }

    @Test
    void a_zone_that_nothing_governed_denies() {
        var again = evaluate(event(null, RecordedDecision.UNGOVERNED, mint()));

        assertThat(again.reproduced()).isEqualTo("yes");
        assertThat(again.then().versionId()).isNull();
    }

    @Test
    void a_version_that_is_not_known_or_was_another_is_not_reproducible() {
        var unknown = event("plain", null, bootstrap());
        var other = new RecordedDecision(
                unknown.id(),
                unknown.zoneId(),
                unknown.eventType(),
                unknown.requestId(),
                unknown.decision(),
                "plain",
                Versions.manifest("frozen"),
                unknown.evaluationStatus(),
                List.of(),
                List.of(),
                bootstrap(),
                Instant.EPOCH);

        assertThat(evaluate(other).then().reason()).isEqualTo("manifest_differs");
        assertThat(evaluate(event("never-sealed", null, bootstrap())).then().reason())
                .isEqualTo("version_unknown");
        assertThat(evaluate(unstamped()).then().reason()).isEqualTo("version_not_recorded");
        assertThat(evaluate(unstamped()).reproduced()).isEqualTo("not_reproducible");
    }

    /** As a token service stamps a decision that was made while it loaded the bundle (W-19). */
    private static RecordedDecision unstamped() {
        return new RecordedDecision(
                "event-1",
                RowRequest.ZONE,
                "token_exchange",
                "request-1",
                "allow",
                null,
                null,
                "complete",
                List.of(),
                List.of(),
                Collections.unmodifiableMap(bootstrap()),
                Instant.EPOCH);
    }

    @Test
    void a_decision_that_the_version_does_not_make_is_not_reproduced() {
        var again = evaluate(event("plain", "resource_not_granted", bootstrap()));

        assertThat(again.reproduced()).isEqualTo("no");
        var difference = again.differs().recordedThen();
        assertThat(difference).isNotNull();
        assertThat(difference.members()).contains("decision", "reason");
    }
}
