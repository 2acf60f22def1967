package dev.edict.cli.folder;

import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a zone has, as a folder can hold it.
 *
 * @param documents the texts by the name of their policy
 * @param settings as the API answers them
 * @param catalogue as the API takes it; null if the zone has none, or an empty one
 * @param suites by name the members that the API takes
 * @param canaries by name the members that the API takes
 */
public record ZoneContent(
        String zoneId,
        String slug,
        String name,
        String policySet,
        SortedMap<String, String> documents,
        Map<String, Object> settings,
        @Nullable Map<String, Object> catalogue,
        SortedMap<String, Map<String, Object>> suites,
        SortedMap<String, Map<String, Object>> canaries) {}
