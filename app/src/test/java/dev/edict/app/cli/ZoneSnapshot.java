package dev.edict.app.cli;

import dev.edict.app.Api;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a zone is, as the API tells it.
 *
 * @param zoneId null if there is no zone of this slug
 * @param contents the documents that govern, by policy
 * @param suites what is expected of each case, by suite
 * @param canaries what is expected, by canary
 */
record ZoneSnapshot(
        @Nullable String zoneId,
        @Nullable String policySetId,
        @Nullable String versionId,
        long activationSeq,
        Map<String, String> settings,
        Map<String, String> suites,
        Map<String, String> canaries,
        Map<String, String> contents) {

    private static final Map<String, String> INITIAL = Map.of("strict", "false", "canaries", "off", "evidence", "none");

    static ZoneSnapshot of(Api api, String slug) {
        var zones = api.get("/v1/zones?slug=" + slug).expect(200).json().get("items");
        if (zones.isEmpty()) {
            return new ZoneSnapshot(null, null, null, 0, INITIAL, Map.of(), Map.of(), Map.of());
        }
        var id = zones.get(0).get("id").asString();
        var zone = "/v1/zones/" + id;
        var active = api.get(zone + "/active").expect(200).json();
        var settings = new TreeMap<String, String>();
        api.get(zone + "/settings")
                .expect(200)
                .json()
                .forEachEntry((name, value) -> settings.put(name, value.asString()));
        var suites = new TreeMap<String, String>();
        for (var suite : api.get(zone + "/suites").expect(200).json().get("items")) {
            var name = suite.get("name").asString();
            suites.put(
                    name,
                    expectations(api.get(zone + "/suites/" + name).expect(200).json()));
        }
        var canaries = new TreeMap<String, String>();
        for (var canary : api.get(zone + "/canaries").expect(200).json().get("items")) {
            canaries.put(canary.get("name").asString(), expectations(canary));
        }
        return new ZoneSnapshot(
                id,
                active.path("policy_set_id").asString(null),
                active.path("version_id").asString(null),
                active.path("activation_seq").asLong(0),
                settings,
                suites,
                canaries,
                contents(api, zone, active));
    }

    private static Map<String, String> contents(Api api, String zone, JsonNode active) {
        var contents = new TreeMap<String, String>();
        if (!active.get("governed").asBoolean()) {
            return contents;
        }
        var version = zone
                + "/policy-sets/%s/versions/%s"
                        .formatted(
                                active.get("policy_set_id").asString(),
                                active.get("version_id").asString());
        for (var policy : api.get(version).expect(200).json().get("contents")) {
            var stored = api.get(zone
                            + "/policies/%s/versions/%s"
                                    .formatted(
                                            policy.get("policy_id").asString(),
                                            policy.get("policy_version_id").asString()))
                    .expect(200);
            contents.put(policy.get("policy_name").asString(), stored.text("content"));
        }
        return contents;
    }

    /** Scopes and decisions of the cases of a suite, or of a canary. */
    static String expectations(JsonNode definition) {
        return definition.has("cases")
                ? definition
                        .get("cases")
                        .valueStream()
                        .map(ZoneSnapshot::expectation)
                        .collect(Collectors.joining(", "))
                : expectation(definition);
    }

    private static String expectation(JsonNode one) {
        return "%s of %s as %s: %s"
                .formatted(
                        one.at("/input/context/requested_scopes"),
                        one.at("/input/resource/identifier"),
                        one.at("/input/principal/labels"),
                        one.get("expect"));
    }

    /** What became of access since another state. */
    JsonNode delta(Api api, ZoneSnapshot before) {
        var against = before.versionId() == null ? "none" : before.versionId();
        var path = "/v1/zones/%s/policy-sets/%s/versions/%s/delta?limit=200&against=%s"
                .formatted(zoneId, policySetId, versionId, against);
        return comparable(api.get(path).expect(200).json());
    }

    /** The changes of a delta without the requests that show them, which name the zone. */
    static JsonNode comparable(JsonNode delta) {
        var changes = delta.deepCopy();
        changes.findParents("witness").forEach(change -> ((ObjectNode) change).remove("witness"));
        return ((ObjectNode) changes).retain("not_analysable", "summary", "zone_wide", "groups");
    }
}
