package dev.edict.query.report;

import dev.edict.query.report.file.UtcTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A row of the log, with what it refers to by identifier. */
record LogEntry(
        long index,
        String eventId,
        String event,
        String revision,
        ObjectNode payload,
        JsonNode metadata,
        String occurredAt,
        String recordedAt) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    static LogEntry read(ResultSet row) throws SQLException {
        return new LogEntry(
                row.getLong("global_index"),
                row.getString("event_id"),
                row.getString("event_type"),
                row.getString("revision"),
                (ObjectNode) JSON.readTree(row.getString("payload")),
                JSON.readTree(row.getString("metadata")),
                row.getString("occurred_at"),
                UtcTime.of(row.getObject("recorded_at", OffsetDateTime.class).toInstant()));
    }

    static JsonNode parse(String json) {
        return JSON.readTree(json);
    }

    boolean isActivation() {
        return event.equals("zone.version_activated");
    }

    /** The note with the reason; null for none. */
    @Nullable
    String reasonNote() {
        var own = text(payload.path("reason"), "noteId");
        return own != null ? own : text(payload.path("grounds").path("reason"), "noteId");
    }

    /** The note with the name on whose behalf the actor acted; null for none. */
    @Nullable
    String nameNote() {
        return text(metadata, "onBehalfOfNote");
    }

    /** The simulation that an activation rests on; null for none. */
    @Nullable
    String simulation() {
        return isActivation() ? text(payload, "simulationId") : null;
    }

    static @Nullable String text(JsonNode object, String member) {
        var value = object.path(member);
        return value.isString() ? value.stringValue() : null;
    }
}
