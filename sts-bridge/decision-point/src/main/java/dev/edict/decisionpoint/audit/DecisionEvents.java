package dev.edict.decisionpoint.audit;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.edict.command.secret.AuditKey;
import dev.edict.decision.input.InputRedaction;
import dev.edict.decision.input.PolicyInputJson;
import dev.edict.replica.BundleIdentity;
import dev.edict.replica.Outcome;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Writes decisions as signed audit events (contract §7.1, §4.3). */
final class DecisionEvents {

    /**
     * A type of its own: {@code token_exchange} promises an exchange, with the application's name, a chain of delegation
     * and a second event for a denial, none of which a decision has.
     */
    static final String EVENT_TYPE = "policy_decision";

    private static final String COMPLETE = "complete";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final String decisionPoint;
    private final InputRedaction redaction;
    private final Supplier<AuditKey> key;

    DecisionEvents(String decisionPoint, InputRedaction redaction, Supplier<AuditKey> key) {
        this.decisionPoint = decisionPoint;
        this.redaction = redaction;
        this.key = key;
    }

    SignedEntry of(AuditedDecision decision) {
        var id = UuidCreator.getTimeOrderedEpoch().toString();
        var data = JSON.writeValueAsBytes(event(id, decision));
        return new SignedEntry(id, key.get().sign(data), data);
    }

    private Map<String, Object> event(String id, AuditedDecision audited) {
        var decision = audited.outcome().decision();
        var event = new LinkedHashMap<String, Object>();
        event.put("id", id);
        event.put("zone_id", audited.zoneId());
        event.put("event_type", EVENT_TYPE);
        event.put("request_id", audited.requestId());
        // An allow that waits for an approval is an allow here, with its step_up_required diagnostic.
        event.put("decision", decision.effect().word());
        var bundle = audited.outcome().bundle();
        if (bundle != null) {
            putIfGiven(event, "policy_set_id", bundle.policySetId());
            putIfGiven(event, "policy_set_version_id", bundle.versionId());
            event.put("manifest_sha", manifest(bundle));
        }
        event.put("evaluation_status", status(audited.outcome()));
        event.put("determining_policies_json", decision.determiningPolicies());
        event.put("diagnostics_json", decision.diagnostics());
        event.put("metadata_json", metadata(audited, bundle));
        event.put("occurred_at", written(audited.decidedAt()));
        return event;
    }

    private static String manifest(BundleIdentity bundle) {
        var hash = bundle.manifestSha256();
        return hash == null ? Outcome.NO_ACTIVE_POLICY_SET : hash;
    }

    private static String status(Outcome outcome) {
        if (!(outcome instanceof Outcome.Denied denied)) {
            return COMPLETE;
        }
        return switch (denied.reason()) {
            case Outcome.POLICY_EVAL_FAILED, Outcome.POLICY_NOT_LOADED, Outcome.POLICY_STALE -> denied.reason();
            default -> COMPLETE;
        };
    }

    static String written(Instant instant) {
        return MICROSECONDS.format(instant);
    }

    /** Taken from the redacted input, so that no member is written here that is redacted there. */
    private Map<String, Object> metadata(AuditedDecision audited, @Nullable BundleIdentity bundle) {
        var input = redaction.apply(PolicyInputJson.of(audited.input()));
        var metadata = new DecisionMetadata(input).members();
        metadata.put("decision_point_id", decisionPoint);
        if (bundle != null) {
            metadata.put("activation_seq", bundle.activationSeq());
        }
        metadata.put("policy_input", input);
        return metadata;
    }

    private static void putIfGiven(Map<String, Object> event, String name, @Nullable String value) {
        if (value != null) {
            event.put(name, value);
        }
    }

    /** The members by which decisions are searched and explained (contract §7.1, §7.6), read from a written input. */
    private record DecisionMetadata(Map<String, Object> input) {

        private static final String APPLICATION = "Application";

        Map<String, Object> members() {
            var members = new LinkedHashMap<String, Object>();
            if (APPLICATION.equals(at("principal", "type"))) {
                put(members, "application_id", at("principal", "id"));
                put(members, "application_registration_method", at("principal", "registration_method"));
            } else {
                put(members, "subject_kind", at("principal", "type"));
            }
            put(members, "resource", at("resource", "identifier"));
            put(members, "requested_scopes", at("context", "requested_scopes"));
            members.put("session_id", first(at("session", "id"), at("context", "session_id")));
            members.put(
                    "agent_session_id", first(at("context", "agent_session_id"), at("principal", "agent_session_id")));
            members.put("delegation_edge_id", first(at("delegation_edge", "id"), at("context", "delegation_edge_id")));
            put(members, "agent_lifecycle", at("principal", "lifecycle"));
            var labels = at("principal", "labels");
            members.put("agent_labels", labels == null ? List.of() : labels);
            put(members, "delegation_graph_epoch", at("delegation_edge", "graph_epoch"));
            put(members, "method", at("action", "method"));
            put(members, "trace_id", at("context", "trace_id"));
            return members;
        }

        private @Nullable Object at(String object, String name) {
            return input.get(object) instanceof Map<?, ?> members ? members.get(name) : null;
        }

        /** The contract has these as empty text where they are absent. */
        private static Object first(@Nullable Object preferred, @Nullable Object other) {
            if (preferred != null) {
                return preferred;
            }
            return other == null ? "" : other;
        }

        private static void put(Map<String, Object> members, String name, @Nullable Object value) {
            if (value != null) {
                members.put(name, value);
            }
        }
    }
}
