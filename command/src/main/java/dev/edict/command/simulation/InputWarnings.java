package dev.edict.command.simulation;

import dev.edict.decision.input.PolicyInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The contract's warnings about a sample input before its evaluation (§1.3, simulate). */
final class InputWarnings {

    private InputWarnings() {}

    static List<String> of(Map<String, Object> input, String zoneId) {
        var warnings = new ArrayList<String>();
        var schemaVersion = input.get("schema_version");
        if (schemaVersion != null && !schemaVersion.equals(PolicyInput.SCHEMA_VERSION)) {
            warnings.add("input_schema_mismatch:" + schemaVersion);
        }
        if (!(input.get("principal") instanceof Map<?, ?> principal) || !zoneId.equals(principal.get("zone_id"))) {
            warnings.add("principal_zone_mismatch");
        }
        for (var member : List.of("resource", "action", "context")) {
            if (!(input.get(member) instanceof Map || input.get(member) instanceof List)) {
                warnings.add("missing_" + member);
            }
        }
        return List.copyOf(warnings);
    }
}
