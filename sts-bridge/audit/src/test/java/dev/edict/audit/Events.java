package dev.edict.audit;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.edict.audit.event.AuditEventReader;
import dev.edict.audit.event.EventRedaction;
import dev.edict.audit.event.EventRefused;
import dev.edict.audit.event.ReportedDecision;
import dev.edict.audit.event.Source;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Decision audit events as decision points write them. */
public final class Events {

    public static final AuditEventReader READER = new AuditEventReader(EventRedaction.of(List.of()));

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Events() {}

    /** A denial in zone z1, now; members in pairs of name and value replace or add. */
    public static Map<String, @Nullable Object> denial(@Nullable Object... members) {
        var event = new LinkedHashMap<String, @Nullable Object>();
        event.put("id", newId());
        event.put("zone_id", "z1");
        event.put("event_type", "token_exchange");
        event.put("request_id", "req-1");
        event.put("decision", "deny");
        event.put("policy_set_version_id", "v1");
        event.put("manifest_sha", "a".repeat(64));
        event.put("evaluation_status", "complete");
        event.put("determining_policies_json", List.of());
        event.put("diagnostics_json", List.of(Map.of("reason", "role_scope_mismatch")));
        event.put("metadata_json", Map.of("application_id", "app-1", "resource", "resource://ledger"));
        event.put("occurred_at", Instant.now().toString());
        for (var i = 0; i < members.length; i += 2) {
            event.put(String.valueOf(members[i]), members[i + 1]);
        }
        return event;
    }

    public static String newId() {
        return UuidCreator.getTimeOrderedEpoch().toString();
    }

    public static String json(Map<String, ?> event) {
        return JSON.writeValueAsString(event);
    }

    public static byte[] bytes(Map<String, ?> event) {
        return json(event).getBytes(StandardCharsets.UTF_8);
    }

    /** The event as it is stored. */
    public static ReportedDecision read(Map<String, ?> event) {
        return read(json(event));
    }

    public static ReportedDecision read(String json) {
        try {
            return READER.read(Source.STREAM, json.getBytes(StandardCharsets.UTF_8));
        } catch (EventRefused e) {
            throw new IllegalArgumentException(e);
        }
    }
}
