package dev.edict.console.decide;

import jakarta.validation.constraints.Size;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as somebody typed it: as fields, or as JSON, which counts if it is there.
 *
 * @param labels and {@code scopes} separated by commas or blanks
 * @param version the version to decide by; empty for the governing one
 * @param other a second version to compare with; empty for none
 */
record TriedRequest(
        @Nullable @Size(max = 256) String application,
        @Nullable @Size(max = 1024) String labels,
        @Nullable @Size(max = 512) String resource,
        @Nullable @Size(max = 1024) String scopes,
        @Nullable @Size(max = 262_144) String json,
        @Nullable @Size(max = 128) String version,
        @Nullable @Size(max = 128) String other) {

    private static final String EDGE = "delegation_edge_id";
    private static final String EXAMPLE_EDGE = "edge-1";

    static TriedRequest empty() {
        return new TriedRequest("", "", "", "", "", "", "");
    }

    /** The same versions with this JSON in place of the fields. */
    TriedRequest withJson(String text) {
        return new TriedRequest(application, labels, resource, scopes, text, version, other);
    }

    boolean hasJson() {
        return json != null && !json.isBlank();
    }

    /** Whether anything was filled in. */
    boolean isGiven() {
        return hasJson() || (application != null && !application.isBlank());
    }

    /** The fields as a delegated request for a token, which is the most frequent one (contract §8.4). */
    Map<String, Object> input(String zoneId) {
        var wanted = words(scopes);
        var input = new LinkedHashMap<String, Object>();
        input.put(
                "principal",
                Map.of("type", "Application", "id", text(application), "zone_id", zoneId, "labels", words(labels)));
        input.put("resource", Map.of("type", "Resource", "id", "", "identifier", text(resource), "scopes", wanted));
        input.put("action", Map.of("id", "TokenExchange"));
        input.put("delegation_edge", Map.of("id", EXAMPLE_EDGE, "scopes", wanted));
        input.put("context", Map.of("requested_scopes", wanted, "agent_session_id", "session-1", EDGE, EXAMPLE_EDGE));
        return input;
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value.strip();
    }

    private static List<String> words(@Nullable String value) {
        return Arrays.stream(text(value).split("[,\\s]+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
