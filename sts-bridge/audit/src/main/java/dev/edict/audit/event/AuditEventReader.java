package dev.edict.audit.event;

import static dev.edict.audit.event.DeadLetterReason.EVENT_TOO_LARGE;
import static dev.edict.audit.event.DeadLetterReason.INVALID_EVENT;
import static dev.edict.audit.event.DeadLetterReason.JSON_PARSE_ERROR;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads and redacts decision audit events (contract §7.1). Thread-safe. */
public final class AuditEventReader {

    /** The largest event that is stored, in bytes; one has about 2,000. */
    public static final int MOST_BYTES = 256 * 1024;

    private static final int MOST_STORED = 2 * MOST_BYTES;
    private static final int LONGEST_ID = 128;
    private static final int LONGEST_TEXT = 512;
    private static final int LONGEST_WORD = 64;
    private static final int DEEPEST = 64;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final EventRedaction redaction;

    public AuditEventReader(EventRedaction redaction) {
        this.redaction = redaction;
    }

    /**
     * Reads an event.
     *
     * @param data a JSON object in UTF-8
     * @throws EventRefused that says which member is wrong
     */
    public ReportedDecision read(Source source, byte[] data) throws EventRefused {
        return event(source, members(data), sha256(data));
    }

    /** Reads an event again that a dead letter has, as {@link ReportedDecision#json} wrote it. */
    public ReportedDecision readStored(Source source, byte[] data, byte[] receivedSha256) throws EventRefused {
        return event(source, parsed(data), receivedSha256);
    }

    /** Reads an event that is at hand as JSON. */
    public ReportedDecision read(Source source, Map<String, Object> json, byte[] receivedSha256) throws EventRefused {
        return event(source, new EventMembers(CleanJson.of(json)), receivedSha256);
    }

    private ReportedDecision event(Source source, EventMembers members, byte[] received) throws EventRefused {
        var status = members.optional("evaluation_status", LONGEST_TEXT);
        var diagnostics = redaction.apply(members.array("diagnostics_json"));
        var metadata = redaction.apply(members.object("metadata_json"));
        return new ReportedDecision(
                members.required("id", LONGEST_ID),
                members.required("zone_id", LONGEST_ID),
                members.orEmpty("event_type", LONGEST_WORD),
                members.orEmpty("request_id", LONGEST_TEXT),
                members.orEmpty("decision", LONGEST_WORD),
                members.optional("policy_set_id", LONGEST_ID),
                members.optional("policy_set_version_id", LONGEST_ID),
                members.optional("manifest_sha", LONGEST_ID),
                status,
                written(redaction.apply(members.array("determining_policies_json"))),
                written(diagnostics),
                written(metadata),
                members.time("occurred_at"),
                EventReason.of(diagnostics, status, metadata),
                decisionPoint(metadata),
                source,
                received);
    }

    /**
     * Reads the members of an object.
     *
     * @param data a JSON object in UTF-8
     * @throws EventRefused if it is too large, or no such object
     */
    public static EventMembers members(byte[] data) throws EventRefused {
        if (data.length > MOST_BYTES) {
            throw new EventRefused(
                    EVENT_TOO_LARGE, "an event has at most %d bytes, this one %d".formatted(MOST_BYTES, data.length));
        }
        return parsed(data);
    }

    private static EventMembers parsed(byte[] data) throws EventRefused {
        try {
            if (JSON.readValue(data, Object.class) instanceof Map<?, ?> object) {
                return new EventMembers(CleanJson.of(object));
            }
        } catch (StreamConstraintsException e) {
            throw new EventRefused(
                    INVALID_EVENT, "nested deeper than %d, or with a longer number or name".formatted(DEEPEST));
        } catch (JacksonException e) {
            // Its message quotes the event.
            var location = e.getLocation();
            throw new EventRefused(
                    JSON_PARSE_ERROR, "no JSON at byte " + (location == null ? 0 : location.getByteOffset()));
        }
        throw new EventRefused(INVALID_EVENT, "an event is a JSON object");
    }

    private static @Nullable String decisionPoint(@Nullable Map<String, Object> metadata) {
        return metadata != null
                        && metadata.get("decision_point_id") instanceof String id
                        && !id.isEmpty()
                        && id.length() <= LONGEST_TEXT
                ? id
                : null;
    }

    /** It can be longer than what was read: numbers are written without an exponent. */
    private static @Nullable String written(@Nullable Object json) throws EventRefused {
        var text = json == null ? null : JsonbText.of(json);
        if (text != null && text.length() > MOST_STORED) {
            throw new EventRefused(
                    EVENT_TOO_LARGE, "an event has at most %d characters as it is stored".formatted(MOST_STORED));
        }
        return text;
    }

    /** The hash by which received bytes are known. */
    public static byte[] sha256(byte[] data) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(data);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
