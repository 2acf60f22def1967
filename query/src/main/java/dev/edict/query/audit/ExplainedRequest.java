package dev.edict.query.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Everything that was decided about one request.
 *
 * @param finalDecision {@code deny} if anything was denied, otherwise what was decided last
 */
record ExplainedRequest(
        String requestId, String zoneId, String finalDecision, List<Denial> denied, List<AuditedDecision> events) {

    /**
     * One event that denied.
     *
     * @param metadata redacted
     * @param policyInput with which the denial can be simulated
     */
    record Denial(
            String eventId,
            String eventType,
            @Nullable String evaluationStatus,
            JsonNode determiningPolicies,
            JsonNode diagnostics,
            JsonNode metadata,
            JsonNode policyInput) {

        static Denial of(String zoneId, RecordedDecision event) {
            var shown = event.shown();
            return new Denial(
                    shown.id(),
                    shown.eventType(),
                    shown.evaluationStatus(),
                    or(shown.determiningPoliciesJson(), JsonNodeFactory.instance.arrayNode()),
                    or(shown.diagnosticsJson(), JsonNodeFactory.instance.arrayNode()),
                    or(shown.metadataJson(), JsonNodeFactory.instance.objectNode()),
                    PolicyInput.of(zoneId, event.metadata()));
        }

        private static JsonNode or(JsonNode json, JsonNode otherwise) {
            return json.isNull() ? otherwise : json;
        }
    }

    /** Of at least one event, oldest first. */
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
