package dev.edict.cli.pull;

import dev.edict.cli.api.ApiClient;
import dev.edict.cli.api.ApiRequest;
import dev.edict.cli.api.Zone;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The version whose documents a folder is made from.
 *
 * @param policySet the name of its set
 */
record VersionChoice(String policySetId, String policySet, String versionId, int version, boolean governs) {

    private static final int MOST_PAGES = 100;
    private static final int MOST_NAMED = 10;

    /**
     * The version that governs; of a named set, or where nothing governs, the newest of the set.
     *
     * @param policySet the name of the set; null for the one that governs
     * @param preferred the name of the set where nothing governs; null for the only one
     * @throws UnfitZone if there is none, or there are several
     */
    static VersionChoice of(ApiClient edict, Zone zone, @Nullable String policySet, @Nullable String preferred) {
        var active = edict.get(ApiRequest.path("/v1/zones/%s/active", zone.id()));
        var governing = active.path("governed").asBoolean(false)
                ? active.path("policy_set_name").asString("")
                : null;
        if (governing != null && (policySet == null || policySet.equals(governing))) {
            return new VersionChoice(
                    active.path("policy_set_id").asString(""),
                    governing,
                    active.path("version_id").asString(""),
                    active.path("version").asInt(0),
                    true);
        }
        var set = chosen(sets(edict, zone), zone, policySet != null ? policySet : preferred);
        var setId = set.path("id").asString("");
        var name = set.path("name").asString("");
        return newest(edict, zone, setId)
                .map(version -> new VersionChoice(
                        setId,
                        name,
                        version.path("id").asString(""),
                        version.path("version").asInt(0),
                        false))
                .orElseThrow(() -> new UnfitZone(
                        "the policy set %s of zone %s has no sealed version to pull".formatted(name, zone.slug())));
    }

    private static JsonNode chosen(List<JsonNode> sets, Zone zone, @Nullable String policySet) {
        var fitting = sets.stream()
                .filter(set ->
                        policySet == null || set.path("name").asString("").equals(policySet))
                .toList();
        if (fitting.size() == 1) {
            return fitting.get(0);
        }
        if (sets.isEmpty()) {
            throw new UnfitZone("zone %s has no policy set to pull".formatted(zone.slug()));
        }
        throw new UnfitZone("%s: name one with --policy-set: %s"
                .formatted(
                        policySet == null
                                ? "nothing governs zone %s, and it has several policy sets".formatted(zone.slug())
                                : "zone %s has no policy set %s".formatted(zone.slug(), policySet),
                        sets.stream()
                                .limit(MOST_NAMED)
                                .map(set -> set.path("name").asString(""))
                                .collect(Collectors.joining(", "))));
    }

    private static List<JsonNode> sets(ApiClient edict, Zone zone) {
        var sets = new ArrayList<JsonNode>();
        var first = ApiRequest.path("/v1/zones/%s/policy-sets?limit=500", zone.id());
        var path = first;
        for (int page = 0; page < MOST_PAGES; page++) {
            var answer = edict.get(path);
            answer.path("items").valueStream().forEach(sets::add);
            var cursor = answer.path("next_cursor").asString("");
            if (cursor.isEmpty()) {
                return sets;
            }
            path = first + ApiRequest.path("&cursor=%s", cursor);
        }
        throw new UnfitZone("zone %s has more than %d policy sets".formatted(zone.slug(), sets.size()));
    }

    private static Optional<JsonNode> newest(ApiClient edict, Zone zone, String setId) {
        return edict.get(ApiRequest.path("/v1/zones/%s/policy-sets/%s/versions?limit=1", zone.id(), setId))
                .path("items")
                .valueStream()
                .findFirst();
    }
}
