package dev.edict.cli.plan;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The body of a preview: the documents, and what else would be other than it is. */
final class PreviewRequest {

    private PreviewRequest() {}

    static Map<String, @Nullable Object> of(Desired desired, ZoneState state, Comparison comparison) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put(
                "documents",
                desired.documents().keySet().stream()
                        .map(policy -> Map.of("name", policy, "content", comparison.text(policy)))
                        .toList());
        if (!comparison.suites().isEmpty() || !comparison.removedSuites().isEmpty()) {
            body.put("suites", all(state.zoneId(), desired.suites(), Desired::suiteIn));
        }
        if (!comparison.canaries().isEmpty() || !comparison.removedCanaries().isEmpty()) {
            body.put("canaries", all(state.zoneId(), desired.canaries(), Desired::caseIn));
        }
        if (comparison.changesCatalogue()) {
            body.put("catalogue", desired.catalogue());
        }
        if (!comparison.settings().isEmpty()) {
            body.put("settings", comparison.settings());
        }
        return body;
    }

    private static Map<String, Object> all(
            String zoneId,
            @Nullable SortedMap<String, Map<String, @Nullable Object>> definitions,
            BiFunction<String, Map<String, @Nullable Object>, Map<String, @Nullable Object>> inZone) {
        var all = new TreeMap<String, Object>();
        if (definitions != null) {
            definitions.forEach((name, definition) -> all.put(name, inZone.apply(zoneId, definition)));
        }
        return all;
    }
}
