package dev.edict.cli.pull;

import dev.edict.cli.api.ApiClient;
import dev.edict.cli.api.ApiFailure;
import dev.edict.cli.api.ApiRequest;
import dev.edict.cli.api.Zone;
import dev.edict.cli.folder.ZoneContent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what a zone has, from the API of a running Edict. */
final class ZoneDownload {

    private static final int NOT_FOUND = 404;
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
    private static final List<String> CASE = List.of("name", "input", "expect", "expect_reason", "expect_diagnostics");
    private static final List<String> CANARY = List.of("input", "expect", "expect_reason");
    private static final List<String> SETTINGS = List.of("strict", "canaries", "evidence");
    private static final List<String> CATALOGUE = List.of("applications", "resources", "terms");

    private final ApiClient edict;
    private final Zone zone;

    ZoneDownload(ApiClient edict, Zone zone) {
        this.edict = edict;
        this.zone = zone;
    }

    /**
     * The zone with the documents of a version.
     *
     * @throws ApiFailure if Edict does not answer, or refuses
     */
    ZoneContent read(VersionChoice version) {
        return new ZoneContent(
                zone.id(),
                zone.slug(),
                zone.name(),
                version.policySet(),
                documents(version),
                members(edict.get(path("/v1/zones/%s/settings")), SETTINGS),
                catalogue(),
                suites(),
                canaries());
    }

    private SortedMap<String, String> documents(VersionChoice version) {
        var sealed = edict.get(ApiRequest.path(
                "/v1/zones/%s/policy-sets/%s/versions/%s", zone.id(), version.policySetId(), version.versionId()));
        var documents = new TreeMap<String, String>();
        for (var entry : required(sealed, "contents")) {
            var name = text(entry, "policy_name");
            var document = edict.get(ApiRequest.path(
                    "/v1/zones/%s/policies/%s/versions/%s",
                    zone.id(), text(entry, "policy_id"), text(entry, "policy_version_id")));
            if (documents.put(name, text(document, "content")) != null) {
                throw new UnfitZone("version %d has two policies of the name %s: a folder cannot hold both"
                        .formatted(version.version(), name));
            }
        }
        return documents;
    }

    private @Nullable Map<String, Object> catalogue() {
        try {
            var found = edict.get(path("/v1/zones/%s/catalogue"));
            var catalogue = members(found, CATALOGUE);
            catalogue.computeIfPresent("terms", (name, terms) -> terms.equals(List.of()) ? null : terms);
            var empty = CATALOGUE.stream().allMatch(part -> found.path(part).isEmpty());
            return empty || !text(found, "source").equals("managed") ? null : catalogue;
        } catch (ApiFailure failure) {
            if (failure.status() == NOT_FOUND && failure.code().equals("catalogue_off")) {
                return null;
            }
            throw failure;
        }
    }

    /** The versions of the list, so that a change meanwhile mixes nothing. */
    private SortedMap<String, Map<String, Object>> suites() {
        var suites = new TreeMap<String, Map<String, Object>>();
        for (var listed : required(edict.get(path("/v1/zones/%s/suites")), "items")) {
            var name = text(listed, "name");
            var version = listed.path("version").asLong(1);
            var found = edict.get(ApiRequest.path("/v1/zones/%s/suites/%s?version=%s", zone.id(), name, version));
            var suite = members(found, List.of("description"));
            suite.put(
                    "cases",
                    required(found, "cases").stream()
                            .map(one -> members(one, CASE))
                            .toList());
            suites.put(name, suite);
        }
        return suites;
    }

    private SortedMap<String, Map<String, Object>> canaries() {
        var canaries = new TreeMap<String, Map<String, Object>>();
        for (var canary : required(edict.get(path("/v1/zones/%s/canaries")), "items")) {
            canaries.put(text(canary, "name"), members(canary, CANARY));
        }
        return canaries;
    }

    private String path(String format) {
        return ApiRequest.path(format, zone.id());
    }

    private static Map<String, Object> members(JsonNode object, List<String> names) {
        var all = JsonMapper.shared().convertValue(object, OBJECT);
        var members = new LinkedHashMap<String, Object>();
        for (var name : names) {
            var member = all.get(name);
            if (member != null) {
                members.put(name, member);
            }
        }
        return members;
    }

    private static List<JsonNode> required(JsonNode object, String list) {
        if (!object.path(list).isArray()) {
            throw new UnfitZone("this Edict does not answer %s: it is of another version".formatted(list));
        }
        return object.path(list).valueStream().toList();
    }

    private static String text(JsonNode object, String member) {
        var text = object.path(member).asString("");
        if (text.isEmpty()) {
            throw new UnfitZone("this Edict does not answer %s: it is of another version".formatted(member));
        }
        return text;
    }
}
