package dev.edict.audit.opa;

import dev.edict.decision.input.DecisionMetadata;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Maps logged decisions to audit events (contract §7.1). */
final class LoggedEvents {

    /** A type of its own: the agent says what it was asked, and nothing of a token exchange. */
    static final String EVENT_TYPE = "opa_decision";

    private static final String PACKAGE = "caracal/authz";
    private static final String RESULT = PACKAGE + "/result";
    private static final String DECISION = RESULT + "/decision";

    private static final String UNDEFINED = "undefined";
    private static final String COMPLETE = "complete";
    private static final String POLICY_EVAL_FAILED = "policy_eval_failed";
    private static final String NO_ACTIVE_POLICY_SET = "no_active_policy_set";
    private static final List<String> EFFECTS = List.of("allow", "deny");

    private LoggedEvents() {}

    /** Whether the agent was asked for a decision of the contract, and not something else that it also has. */
    static boolean isOfContract(LoggedDecision decision) {
        return decision.path() != null && List.of(PACKAGE, RESULT, DECISION).contains(decision.path());
    }

    /** @param versionId in force then; null if it is not known */
    static Map<String, Object> event(
            LoggedDecision decision, String zoneId, @Nullable Revision revision, @Nullable String versionId) {
        var event = new LinkedHashMap<String, Object>();
        event.put("id", decision.id());
        event.put("zone_id", zoneId);
        event.put("event_type", EVENT_TYPE);
        // The agent's answer to the application has this id too.
        event.put("request_id", decision.id());
        putIfGiven(event, "policy_set_version_id", versionId);
        if (revision != null) {
            event.put("manifest_sha", revision.manifest() == null ? NO_ACTIVE_POLICY_SET : revision.manifest());
        }
        if (decision.error() == null) {
            decided(event, decision);
        } else {
            event.put("decision", "error");
            event.put("evaluation_status", POLICY_EVAL_FAILED);
            event.put("diagnostics_json", List.of(Map.of("error", decision.error())));
        }
        event.put("metadata_json", metadata(decision, revision));
        event.put("occurred_at", decision.timestamp());
        return event;
    }

    private static void decided(Map<String, Object> event, LoggedDecision decision) {
        var result = result(decision);
        if (result.isEmpty()) {
            event.put("decision", UNDEFINED);
            return;
        }
        event.put("decision", result.get().get("decision"));
        event.put("evaluation_status", COMPLETE);
        putIfGiven(event, "determining_policies_json", result.get().get("determining_policies"));
        putIfGiven(event, "diagnostics_json", result.get().get("diagnostics"));
    }

    private static Optional<Map<?, ?>> result(LoggedDecision decision) {
        var given = decision.result();
        var result = PACKAGE.equals(decision.path()) && given instanceof Map<?, ?> members
                ? members.get("result")
                : DECISION.equals(decision.path()) && given != null ? Map.of("decision", given) : given;
        return result instanceof Map<?, ?> members && hasShape(members) ? Optional.of(members) : Optional.empty();
    }

    /** That of a result (contract §8.4). */
    private static boolean hasShape(Map<?, ?> result) {
        return result.get("decision") instanceof String effect
                && EFFECTS.contains(effect)
                && (!result.containsKey("evaluation_status") || COMPLETE.equals(result.get("evaluation_status")))
                && isListOrAbsent(result.get("determining_policies"))
                && isListOrAbsent(result.get("diagnostics"));
    }

    private static boolean isListOrAbsent(@Nullable Object value) {
        return value == null || value instanceof List<?>;
    }

    private static Map<String, Object> metadata(LoggedDecision decision, @Nullable Revision revision) {
        var input = decision.input();
        var metadata = new DecisionMetadata(input == null ? Map.of() : input).members();
        putIfGiven(metadata, "decision_point_id", decision.agent());
        if (revision != null) {
            metadata.put("activation_seq", revision.activationSeq());
        }
        putIfGiven(metadata, "policy_input", input);
        if (decision.traceId() != null) {
            metadata.putIfAbsent("trace_id", decision.traceId());
        }
        metadata.put("opa", agents(decision));
        return metadata;
    }

    /** What the agent alone has; with what is missing in the input, so that it is not taken for all of it. */
    private static Map<String, Object> agents(LoggedDecision decision) {
        var members = new LinkedHashMap<String, Object>();
        putIfGiven(members, "path", decision.path());
        putIfGiven(members, "requested_by", decision.requestedBy());
        putIfGiven(members, "req_id", decision.requestNumber());
        if (!decision.erased().isEmpty()) {
            members.put("erased", decision.erased());
        }
        if (!decision.masked().isEmpty()) {
            members.put("masked", decision.masked());
        }
        return members;
    }

    private static void putIfGiven(Map<String, Object> event, String name, @Nullable Object value) {
        if (value != null) {
            event.put(name, value);
        }
    }
}
