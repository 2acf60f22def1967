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
     * @param policyInput the input to simulate the denial: as recorded, or built from the recorded metadata
     * @param policyInputMissing the members, dotted, that an input built from metadata lacks or only guesses
     */
    record Denial(
            String eventId,
            String eventType,
            @Nullable String evaluationStatus,
            ArrayNode determiningPolicies,
            ArrayNode diagnostics,
            ObjectNode metadata,
            ObjectNode policyInput,
            List<String> policyInputMissing) {

        static Denial of(RecordedDecision event) {
            var shown = event.shown();
            var input = PolicyInput.of(event);
            return new Denial(
                    shown.id(),
                    shown.eventType(),
                    shown.evaluationStatus(),
                    orEmpty(shown.determiningPoliciesJson()),
                    orEmpty(shown.diagnosticsJson()),
                    orEmpty(shown.metadataJson()),
                    input.json(),
                    input.missing());
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
                .map(Denial::of)
                .toList();
        var events = recorded.stream().map(RecordedDecision::shown).toList();
        var last = events.get(events.size() - 1).decision();
        return new ExplainedRequest(requestId, zoneId, denied.isEmpty() ? last : "deny", denied, events);
    }
}
