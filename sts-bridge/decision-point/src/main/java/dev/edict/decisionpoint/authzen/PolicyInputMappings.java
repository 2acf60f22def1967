package dev.edict.decisionpoint.authzen;

import dev.edict.command.api.SettingRefused;
import dev.edict.decisionpoint.authzen.MemberSource.At;
import dev.edict.decisionpoint.authzen.MemberSource.Collected;
import dev.edict.decisionpoint.authzen.MemberSource.Constant;
import dev.edict.decisionpoint.authzen.MemberSource.FirstOf;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The mappings of zones, from the file of the operator: an object {@code zones}, in it for each zone an object of
 * members of the policy input, each with a JSON pointer (RFC 6901), a list of them, or {@code {"value": …}}.
 */
final class PolicyInputMappings {

    static final String VARIABLE = "EDICT_AUTHZEN_MAPPING_FILE";

    private static final String ZONES = "zones";
    private static final String VALUE = "value";
    private static final int MOST_PLACES = 16;
    private static final Pattern ZONE_ID = Pattern.compile("[A-Za-z0-9_.\\-:]{1,128}");
    private static final Pattern PLACE = Pattern.compile("/(subject|action|resource|context)(/.*)?");
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Map<String, PolicyInputMapping> ofZones;

    private PolicyInputMappings(Map<String, PolicyInputMapping> ofZones) {
        this.ofZones = Map.copyOf(ofZones);
    }

    /** The default mapping for every zone. */
    static PolicyInputMappings none() {
        return new PolicyInputMappings(Map.of());
    }

    /**
     * Reads a file.
     *
     * @throws SettingRefused if it is not as described; the message names the zone and the member
     */
    static PolicyInputMappings parse(String text) {
        JsonNode file;
        try {
            file = MAPPER.readTree(text);
        } catch (JacksonException e) {
            throw refused("the file", "JSON, with unique names");
        }
        requireObject("the file", file, List.of(ZONES));
        var mappings = new LinkedHashMap<String, PolicyInputMapping>();
        var zones = file.path(ZONES);
        requireObject(ZONES, zones);
        zones.forEachEntry((zoneId, members) -> {
            if (!ZONE_ID.matcher(zoneId).matches()) {
                throw refused(ZONES, "ids of zones as names: 1 to 128 of A-Z a-z 0-9 _ . - :");
            }
            mappings.put(zoneId, mapping("zone " + zoneId, members));
        });
        return new PolicyInputMappings(mappings);
    }

    /** The mapping of a zone. */
    PolicyInputMapping ofZone(String zoneId) {
        return ofZones.getOrDefault(zoneId, PolicyInputMapping.DEFAULT);
    }

    private static PolicyInputMapping mapping(String where, JsonNode members) {
        requireObject(where, members, PolicyInputMapping.members());
        var sources = new LinkedHashMap<String, MemberSource>();
        members.forEachEntry((member, source) -> sources.put(member, source(where, member, source)));
        return PolicyInputMapping.with(sources);
    }

    private static MemberSource source(String where, String member, JsonNode source) {
        var path = where + ", " + member;
        if (source instanceof ObjectNode constant) {
            requireObject(path, constant, List.of(VALUE));
            if (!constant.has(VALUE) || constant.get(VALUE).isNull()) {
                throw refused(path, "a \"value\"");
            }
            return new Constant(constant.get(VALUE));
        }
        var places = (source.isArray() ? source.valueStream() : Stream.of(source))
                .map(place -> place(path, place))
                .toList();
        if (places.isEmpty() || places.size() > MOST_PLACES) {
            throw refused(path, "1 to %d JSON pointers".formatted(MOST_PLACES));
        }
        return PolicyInputMapping.LISTS.contains(member) ? new Collected(places) : new FirstOf(places);
    }

    private static At place(String path, JsonNode place) {
        if (!place.isString() || !PLACE.matcher(place.stringValue()).matches()) {
            throw refused(path, "a JSON pointer that begins with /subject, /action, /resource or /context");
        }
        return new At(JsonPointer.compile(place.stringValue()));
    }

    private static void requireObject(String path, JsonNode node, List<String> names) {
        requireObject(path, node);
        node.propertyNames().stream()
                .filter(name -> !names.contains(name))
                .findFirst()
                .ifPresent(unknown -> {
                    throw refused(path, "no other members than " + String.join(", ", names));
                });
    }

    private static void requireObject(String path, JsonNode node) {
        if (!node.isObject()) {
            throw refused(path, "an object");
        }
    }

    private static SettingRefused refused(String path, String expected) {
        return new SettingRefused(
                VARIABLE, "names a file that cannot be used: %s: expected %s".formatted(path, expected));
    }
}
