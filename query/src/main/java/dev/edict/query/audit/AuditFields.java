package dev.edict.query.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The fields of a decision that a list can select (contract §1.6). */
final class AuditFields {

    private static final List<String> METADATA = List.of(
            "application_id",
            "application_name",
            "resource",
            "requested_scopes",
            "agent_session_id",
            "agent_lifecycle",
            "agent_labels",
            "delegation_edge_id",
            "delegation_hop_count",
            "method",
            "latency_ms",
            "upstream_status",
            "result_class",
            "reason",
            "trace_id",
            "provider_id",
            "connection_id",
            "upstream_host",
            "gateway_status",
            "error_kind",
            "response_bytes",
            "auth_mode",
            "subject_fingerprint",
            "subject",
            "authorized_by",
            "command",
            "subcommand",
            "challenge_id",
            "tier",
            "approver_class",
            "privacy_mode",
            "approver_subject_id",
            "application_registration_method",
            "subject_kind",
            "agent_depth");

    static final Fields<AuditedDecision> ALL = new Fields<AuditedDecision>()
            .text("id", AuditedDecision::id)
            .time("occurred_at", AuditedDecision::occurredAt)
            .text("event_type", AuditedDecision::eventType)
            .text("decision", AuditedDecision::decision)
            .text("evaluation_status", AuditedDecision::evaluationStatus)
            .text("request_id", AuditedDecision::requestId)
            .time("ingested_at", AuditedDecision::ingestedAt)
            .text("policy_set_id", AuditedDecision::policySetId)
            .text("policy_set_version_id", AuditedDecision::policySetVersionId)
            .text("manifest_sha", AuditedDecision::manifestSha)
            .json("determining_policies", event -> names(event.determiningPoliciesJson()))
            .members(AuditedDecision::metadataJson, METADATA);

    private AuditFields() {}

    /** Policies are recorded as objects; a cell shows their names only. */
    private static JsonNode names(@Nullable ArrayNode policies) {
        var names = JsonNodeFactory.instance.arrayNode();
        if (policies == null) {
            return names;
        }
        policies.forEach(policy -> {
            if (policy.path("policy").isString()) {
                names.add(policy.path("policy"));
            }
        });
        return names;
    }
}
