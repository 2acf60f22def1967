package dev.edict.query.asof;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Folds the raw rows of the log from the first one on: no index, no function of the database, no class of the product. */
final class FoldedLog {

    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final List<Event> events;
    private final Map<String, String> notes = new HashMap<>();
    private final Map<String, String> contents = new HashMap<>();

    private record Event(
            long index, String type, JsonNode payload, JsonNode metadata, String occurredAt, Instant recordedAt) {

        String text(String member) {
            return payload.get(member).stringValue();
        }
    }

    FoldedLog(DataSource database) {
        var sql = JdbcClient.create(database);
        events = sql.sql("select * from events.domain_event order by global_index")
                .query((row, n) -> new Event(
                        row.getLong("global_index"),
                        row.getString("event_type"),
                        JsonMapper.shared().readTree(row.getString("payload")),
                        JsonMapper.shared().readTree(row.getString("metadata")),
                        row.getString("occurred_at"),
                        row.getObject("recorded_at", OffsetDateTime.class).toInstant()))
                .list();
        sql.sql("select * from events.note")
                .query((row, n) -> notes.put(row.getString("note_id"), row.getString("text")))
                .list();
        sql.sql("select * from events.content")
                .query((row, n) -> contents.put(row.getString("sha256"), row.getString("content")))
                .list();
    }

    Instant recordedAt(int position) {
        return events.get(position).recordedAt;
    }

    int size() {
        return events.size();
    }

    /** The zone as of an instant; empty if it did not exist. */
    Optional<Map<String, Object>> asOf(String zoneId, Instant instant, boolean texts) {
        var known = events.stream()
                .filter(event -> !event.recordedAt.isAfter(instant))
                .toList();
        return of(zoneId, known, instant, texts);
    }

    /** The zone as of an index; empty if it did not exist. */
    Optional<Map<String, Object>> asOf(String zoneId, long index, boolean texts) {
        var known = events.stream().filter(event -> event.index <= index).toList();
        return of(zoneId, known, known.get(known.size() - 1).recordedAt, texts);
    }

    private Optional<Map<String, Object>> of(String zoneId, List<Event> known, Instant instant, boolean texts) {
        var fold = new Fold(zoneId);
        known.forEach(fold::apply);
        if (!fold.registered) {
            return Optional.empty();
        }
        var last = known.get(known.size() - 1);
        var answer = new LinkedHashMap<String, Object>();
        answer.put("zone_id", zoneId);
        answer.put("at", MICROSECONDS.format(instant));
        answer.put("sequence", last.index);
        answer.put("recorded_at", MICROSECONDS.format(last.recordedAt));
        answer.put("archived", fold.archived);
        answer.put("desired", fold.desired(texts));
        answer.put("in_force", fold.inForce);
        return Optional.of(answer);
    }

    private final class Fold {
        private final String zoneId;
        private final Map<String, Event> created = new HashMap<>();
        private final Map<String, Event> versions = new HashMap<>();
        private final Map<String, Event> simulations = new HashMap<>();
        private final Map<String, Object> inForce = new LinkedHashMap<>();
        private boolean registered;
        private boolean archived;
        private @Nullable Event change;

        Fold(String zoneId) {
            this.zoneId = zoneId;
            inForce.putAll(Map.of("settings_seq", 0, "strict", false, "canaries", "off", "evidence", "none"));
            inForce.putAll(Map.of("canaries_version", 0, "catalogue_version", 0, "suites_version", 0));
        }

        void apply(Event event) {
            if (!event.text("zoneId").equals(zoneId)) {
                return;
            }
            switch (event.type) {
                case "zone.registered" -> registered = true;
                case "zone.archived" -> archived = true;
                case "policy.created" -> created.put(event.text("policyId"), event);
                case "policy_set.created" -> created.put(event.text("policySetId"), event);
                case "policy.version_created", "policy_set.version_created" ->
                    versions.put(event.text("versionId"), event);
                case "policy_set.version_simulated" -> simulations.put(event.text("simulationId"), event);
                case "zone.version_activated", "zone.activation_rolled_back", "zone.deactivated" -> change = event;
                case "canary.defined" -> inForce.put("canaries_version", event.payload.get("canariesVersion"));
                case "catalogue.replaced" -> inForce.put("catalogue_version", event.payload.get("catalogueVersion"));
                case "suite.defined" -> inForce.put("suites_version", event.payload.get("suitesVersion"));
                case "zone_settings.changed" -> settings(event.payload);
                default -> throw new IllegalStateException(event.type);
            }
        }

        private void settings(JsonNode payload) {
            inForce.put("settings_seq", payload.get("settingsSeq"));
            inForce.put("strict", payload.get("strict"));
            inForce.put("canaries", payload.has("canaries") ? payload.get("canaries") : "off");
            inForce.put("evidence", payload.has("evidence") ? payload.get("evidence") : "none");
        }

        Map<String, @Nullable Object> desired(boolean texts) {
            var desired = new LinkedHashMap<String, @Nullable Object>();
            var governed = change != null && !change.type.equals("zone.deactivated");
            desired.put("governed", governed);
            desired.put("change", change == null ? null : change(change));
            desired.put("version", governed ? version(Objects.requireNonNull(change)) : null);
            desired.put("policies", governed ? policies(Objects.requireNonNull(change), texts) : List.of());
            return desired;
        }

        private Map<String, @Nullable Object> change(Event event) {
            var told = new LinkedHashMap<String, @Nullable Object>();
            told.put("activation_seq", event.payload.get("activationSeq"));
            told.put(
                    "change",
                    Map.of(
                                    "zone.version_activated",
                                    "activated",
                                    "zone.activation_rolled_back",
                                    "rolled_back",
                                    "zone.deactivated",
                                    "deactivated")
                            .get(event.type));
            told.put("sequence", event.index);
            told.put("recorded_at", MICROSECONDS.format(event.recordedAt));
            told.put("occurred_at", event.occurredAt);
            told.put("actor", event.metadata.get("actor"));
            told.put(
                    "on_behalf_of",
                    notes.get(event.metadata.path("onBehalfOfNote").asString("")));
            told.put("via_operator", event.metadata.path("viaOperator").asBoolean(false));
            told.put("imported", event.metadata.path("imported").asBoolean(false));
            told.put("request_id", event.metadata.get("requestId"));
            var reason = event.type.equals("zone.version_activated")
                    ? event.payload.path("grounds").path("reason")
                    : event.payload.path("reason");
            told.put("reason", notes.get(reason.path("noteId").asString("")));
            told.put(
                    "simulation",
                    simulation(
                            simulations.get(event.payload.path("simulationId").asString(""))));
            return told;
        }

        private @Nullable Map<String, Object> simulation(@Nullable Event event) {
            if (event == null) {
                return null;
            }
            var payload = event.payload;
            return Map.of(
                    "simulation_id", payload.get("simulationId"),
                    "engine", "embedded",
                    "verdict", payload.get("verdict").stringValue().equals("PASS") ? "pass" : "fail",
                    "passed", payload.get("passed"),
                    "failed", payload.get("failed"),
                    "not_executed", payload.get("notExecuted"));
        }

        private Map<String, Object> version(Event event) {
            var id = event.text("versionId");
            var set = event.text("policySetId");
            return Map.of(
                    "policy_set_id", set,
                    "policy_set_name",
                            Objects.requireNonNull(created.get(set)).payload.get("name"),
                    "version_id", id,
                    "version", Objects.requireNonNull(versions.get(id)).payload.get("version"),
                    "manifest_sha256", event.payload.get("manifestSha256"));
        }

        private List<Map<String, Object>> policies(Event event, boolean texts) {
            var policies = new ArrayList<Map<String, Object>>();
            for (var entry : Objects.requireNonNull(versions.get(event.text("versionId")))
                    .payload
                    .get("policyVersionIds")) {
                var version = Objects.requireNonNull(versions.get(entry.stringValue()));
                var policy = new LinkedHashMap<String, Object>();
                policy.put("policy_id", version.text("policyId"));
                policy.put(
                        "policy_name",
                        Objects.requireNonNull(created.get(version.text("policyId")))
                                .text("name"));
                policy.put("policy_version_id", entry);
                policy.put("version", version.payload.get("version"));
                policy.put("content_sha256", version.text("contentSha256"));
                if (texts) {
                    policy.put("content", Objects.requireNonNull(contents.get(version.text("contentSha256"))));
                }
                policies.add(policy);
            }
            return policies;
        }
    }
}
