package dev.edict.console.decision;

import dev.edict.query.audit.AuditedDecision;
import dev.edict.query.policyset.VersionNames.VersionName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A decision as a list shows it.
 *
 * @param version the version that decided; null if the event does not tell, or the version is unknown
 */
record DecisionRow(AuditedDecision event, @Nullable VersionName version) {

    private static final Map<String, String> MARKS = Map.of("allow", "good", "deny", "bad", "partial", "warn");

    static DecisionRow of(AuditedDecision event, Map<String, VersionName> names) {
        var versionId = event.policySetVersionId();
        return new DecisionRow(event, versionId == null ? null : names.get(versionId));
    }

    /** The style of the mark of the outcome. */
    public String mark() {
        return MARKS.getOrDefault(event.decision(), "none");
    }

    /** What the event tells of the application: its name, otherwise its id; empty for nothing. */
    public String application() {
        var name = text("application_name");
        return name.isEmpty() ? text("application_id") : name;
    }

    public String resource() {
        return text("resource");
    }

    public List<String> scopes() {
        return texts("requested_scopes");
    }

    public List<String> labels() {
        return texts("agent_labels");
    }

    private String text(String member) {
        var metadata = event.metadataJson();
        return metadata == null ? "" : metadata.path(member).asString("");
    }

    private List<String> texts(String member) {
        var metadata = event.metadataJson();
        var found = new ArrayList<String>();
        if (metadata != null) {
            metadata.path(member).forEach((JsonNode element) -> found.add(element.asString("")));
        }
        return found;
    }
}
