package dev.edict.query.report;

import static dev.edict.query.report.LogEntry.text;

import dev.edict.query.report.content.ReportedChange;
import dev.edict.query.report.content.ReportedEvidence;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Turns an event into a change. An event of a kind that this build does not know is shown by its members. */
final class ReportedRow {

    private ReportedRow() {}

    static ReportedChange of(LogEntry event, EventReferences references) {
        var payload = event.payload();
        var metadata = event.metadata();
        var evidence = event.isActivation() ? evidence(payload, references.simulation(event.simulation())) : null;
        var reason = references.note(event.reasonNote());
        return new ReportedChange(
                event.index(),
                event.eventId(),
                event.recordedAt(),
                event.occurredAt(),
                event.event(),
                event.revision(),
                payload.path("zoneId").asString(""),
                metadata.path("actor").asString(""),
                references.note(event.nameNote()),
                metadata.path("viaOperator").asBoolean(false),
                metadata.path("imported").asBoolean(false),
                text(metadata, "requestId"),
                reason,
                evidence,
                text(payload.path("grounds"), "previewDigest"),
                ExceptionKinds.of(event.event(), evidence),
                details(event.event(), payload));
    }

    private static ReportedEvidence evidence(ObjectNode payload, JsonNode simulation) {
        var grounds = payload.path("grounds");
        var asked = grounds.path("evidence");
        var canaries = grounds.path("canaries");
        return new ReportedEvidence(
                text(payload, "simulationId"),
                text(simulation, "verdict"),
                number(simulation, "passed"),
                number(simulation, "failed"),
                number(simulation, "notExecuted"),
                text(asked, "setting"),
                asked.isObject() ? strings(asked.path("missing")) : null,
                text(canaries, "setting"),
                number(canaries, "passed"),
                number(canaries, "failed"));
    }

    private static List<String> strings(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).toList();
    }

    private static @Nullable Long number(JsonNode object, String member) {
        var value = object.path(member);
        return value.isIntegralNumber() ? value.longValue() : null;
    }

    /** Without what has a member of its own, and without the hash that a token is recognised by. */
    private static ObjectNode details(String event, ObjectNode payload) {
        payload.remove("zoneId");
        if (payload.path("reason").has("noteId")) {
            payload.remove("reason");
        }
        if (payload.path("grounds") instanceof ObjectNode grounds) {
            grounds.remove(List.of("reason", "previewDigest"));
        }
        if (event.equals("admin_token.minted")) {
            payload.remove("sha256");
        }
        return payload;
    }
}
