package dev.edict.cli.plan;

import dev.edict.cli.api.ApiAnswer;
import dev.edict.cli.api.ApiClient;
import dev.edict.cli.api.ApiFailure;
import dev.edict.cli.api.ApiRequest;
import dev.edict.cli.api.Zone;
import dev.edict.cli.api.ZoneLookup;
import dev.edict.cli.plan.ZoneState.PolicyVersion;
import dev.edict.cli.plan.ZoneState.Settings;
import dev.edict.cli.plan.ZoneState.Version;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what a zone is now. */
final class ZoneStateReader {

    private static final TypeReference<Map<String, @Nullable Object>> OBJECT = new TypeReference<>() {};
    private static final String MANAGED = "managed";

    private final ApiClient edict;

    ZoneStateReader(ApiClient edict) {
        this.edict = edict;
    }

    /**
     * The state of a zone.
     *
     * @param named its id or slug
     * @param wanted tells which policy set is meant, and whether suites and catalogue are needed
     */
    ZoneState read(String named, Desired wanted) {
        return ZoneLookup.find(edict, named).map(zone -> read(zone, wanted)).orElseGet(ZoneState::none);
    }

    private ZoneState read(Zone zone, Desired wanted) {
        var active = get("/v1/zones/%s/active", zone.id());
        var set = policySet(zone.id(), wanted.policySet());
        var settings = get("/v1/zones/%s/settings", zone.id());
        var suites = get("/v1/zones/%s/suites", zone.id());
        var canaries = get("/v1/zones/%s/canaries", zone.id());
        var catalogue = catalogue(zone.id());
        return new ZoneState(
                zone,
                governing(zone.id(), active.body()),
                active.stateNumber(),
                new Settings(object(settings.body()), settings.stateNumber()),
                wanted.suites() == null ? Map.of() : suites(zone.id(), suites.body()),
                suites.stateNumber(),
                byName(canaries.body(), "input", "expect", "expect_reason"),
                canaries.stateNumber(),
                catalogue
                        .map(answer -> members(answer.body(), "applications", "resources", "terms"))
                        .orElse(null),
                catalogue.map(ApiAnswer::stateNumber).orElse(0L),
                set.orElse(null),
                set.flatMap(id -> newest(zone.id(), id, wanted.policySet())).orElse(null));
    }

    private ApiAnswer get(String path, Object... names) {
        return edict.send(ApiRequest.get(ApiRequest.path(path, names)));
    }

    private @Nullable Version governing(String zoneId, JsonNode active) {
        return active.path("governed").asBoolean(false)
                ? version(
                        zoneId,
                        active.path("policy_set_id").asString(""),
                        active.path("policy_set_name").asString(""),
                        active.path("version_id").asString(""),
                        active)
                : null;
    }

    private Optional<String> policySet(String zoneId, String name) {
        return get("/v1/zones/%s/policy-sets?name=%s", zoneId, name)
                .body()
                .path("items")
                .valueStream()
                .filter(set -> set.path("name").asString("").equals(name))
                .map(set -> set.path("id").asString(""))
                .findFirst();
    }

    private Optional<Version> newest(String zoneId, String setId, String setName) {
        return get("/v1/zones/%s/policy-sets/%s/versions?limit=1", zoneId, setId)
                .body()
                .path("items")
                .valueStream()
                .map(newest -> version(zoneId, setId, setName, newest.path("id").asString(""), newest))
                .findFirst();
    }

    private Version version(String zoneId, String setId, String setName, String id, JsonNode known) {
        var policies = new TreeMap<String, PolicyVersion>();
        var sealed = get("/v1/zones/%s/policy-sets/%s/versions/%s", zoneId, setId, id);
        for (var entry : sealed.bodyWith("contents").path("contents")) {
            policies.put(
                    entry.path("policy_name").asString(""),
                    new PolicyVersion(
                            entry.path("policy_id").asString(""),
                            entry.path("policy_version_id").asString(""),
                            entry.path("content_sha256").asString("")));
        }
        return new Version(
                id,
                setId,
                setName,
                sealed.body().path("version").asInt(0),
                policies,
                known.path("since").asString(""),
                known.path("actor").asString(""));
    }

    /** Each with its cases, which the list does not have. */
    private Map<String, Object> suites(String zoneId, JsonNode list) {
        var suites = new TreeMap<String, Object>();
        for (var suite : list.path("items")) {
            var name = suite.path("name").asString("");
            var body = get("/v1/zones/%s/suites/%s", zoneId, name).body();
            suites.put(name, members(body, "description", "cases"));
        }
        return suites;
    }

    /** Empty if Edict does not keep the catalogue of the zone. */
    private Optional<ApiAnswer> catalogue(String zoneId) {
        try {
            return Optional.of(get("/v1/zones/%s/catalogue", zoneId))
                    .filter(answer -> answer.body().path("source").asString("").equals(MANAGED));
        } catch (ApiFailure failure) {
            if (failure.code().equals("catalogue_off")) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    private static Map<String, Object> byName(JsonNode list, String... members) {
        var byName = new TreeMap<String, Object>();
        list.path("items").forEach(item -> byName.put(item.path("name").asString(""), members(item, members)));
        return byName;
    }

    private static Map<String, @Nullable Object> members(JsonNode object, String... names) {
        var all = object(object);
        var some = new LinkedHashMap<String, @Nullable Object>();
        for (var name : names) {
            if (all.get(name) != null) {
                some.put(name, all.get(name));
            }
        }
        return some;
    }

    private static Map<String, Object> object(JsonNode object) {
        return JsonMapper.shared().treeToValue(object, OBJECT);
    }
}
