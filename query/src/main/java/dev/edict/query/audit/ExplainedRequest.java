package dev.edict.query.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * All decisions about one request.
 *
 * @param finalDecision {@code deny} if any decision is a denial, otherwise the last decision
 */
record ExplainedRequest(
        String requestId, String zoneId, String finalDecision, List<Denial> denied, List<AuditedDecision> events) {

    /**
     * A denial.
     *
     * @param policyInput the input to simulate the denial, built from the recorded metadata
     */
    record Denial(
            String eventId,
            String eventType,
            @Nullable String evaluationStatus,
            ArrayNode determiningPolicies,
            ArrayNode diagnostics,
            ObjectNode metadata,
            PolicyInput policyInput) {

        static Denial of(String zoneId, RecordedDecision event) {
            var shown = event.shown();
            return new Denial(
                    shown.id(),
                    shown.eventType(),
                    shown.evaluationStatus(),
                    orEmpty(shown.determiningPoliciesJson()),
                    orEmpty(shown.diagnosticsJson()),
                    orEmpty(shown.metadataJson()),
                    PolicyInput.of(zoneId, orEmpty(event.metadata())));
        }

        private static ArrayNode orEmpty(@Nullable ArrayNode json) {
            return json == null ? JsonNodeFactory.instance.arrayNode() : json;
        }

        private static ObjectNode orEmpty(@Nullable ObjectNode json) {
            return json == null ? JsonNodeFactory.instance.objectNode() : json;
        }
    }

    /** Explains at least one decision, oldest first. */
    static ExplainedRequest of(String zoneId, String requestId, List<RecordedDecision> recorded) {
        var denied = recorded.stream()
                .filter(RecordedDecision::isDenial)
                .map(event -> Denial.of(zoneId, event))
                .toList();
        var events = recorded.stream().map(RecordedDecision::shown).toList();
        var last = events.get(events.size() - 1).decision();
        return new ExplainedRequest(requestId, zoneId, denied.isEmpty() ? last : "deny", denied, events);
    }
}
