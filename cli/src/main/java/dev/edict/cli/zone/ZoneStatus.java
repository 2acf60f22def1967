package dev.edict.cli.zone;

import dev.edict.cli.api.ApiClient;
import dev.edict.cli.api.ApiFailure;
import dev.edict.cli.api.ApiRequest;
import dev.edict.cli.api.Zone;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Everything that tells how a zone is.
 *
 * @param change the latest activation, rollback or deactivation as the history has it; missing if it does not have it yet
 * @param verification of that change; missing if there was none, or it was pruned
 */
record ZoneStatus(
        Zone zone,
        JsonNode governance,
        JsonNode change,
        JsonNode propagation,
        JsonNode verification,
        JsonNode readiness,
        JsonNode settings,
        JsonNode canaries,
        JsonNode suites) {

    private static final int NOT_FOUND = 404;

    static ZoneStatus of(ApiClient edict, Zone zone) {
        var at = ApiRequest.path("/v1/zones/%s", zone.id());
        var governance = read(edict, at + "/active", "governed", "activation_seq");
        return new ZoneStatus(
                zone,
                governance,
                change(edict, at, text(governance, "activation_seq")),
                read(edict, at + "/propagation", "status", "decision_points"),
                verification(edict, at + "/activations/latest/verification"),
                read(edict, at + "/readiness", "verdict", "checks"),
                read(edict, at + "/settings", "strict"),
                read(edict, at + "/canaries", "items").path("items"),
                read(edict, at + "/suites", "items").path("items"));
    }

    private static JsonNode read(ApiClient edict, String path, String... members) {
        return edict.send(ApiRequest.get(path)).bodyWith(members);
    }

    private static JsonNode change(ApiClient edict, String at, String activationSeq) {
        var newest =
                read(edict, at + "/activations?limit=1", "items").path("items").path(0);
        return text(newest, "activation_seq").equals(activationSeq) ? newest : MissingNode.getInstance();
    }

    private static JsonNode verification(ApiClient edict, String path) {
        try {
            return read(edict, path, "verdict", "checks");
        } catch (ApiFailure failure) {
            if (failure.status() == NOT_FOUND && failure.code().equals("activation_not_found")) {
                return MissingNode.getInstance();
            }
            throw failure;
        }
    }

    /** What is wrong, each in a sentence; empty for a healthy zone. */
    List<String> problems() {
        var problems = new ArrayList<String>();
        if (propagation.path("overdue").asBoolean(false)) {
            problems.add("the propagation of the latest change is overdue");
        }
        if (text(propagation, "status").equals("unsettled")) {
            problems.add("%d of %d decision points do not enforce the latest change yet"
                    .formatted(
                            propagation.path("awaited").asInt(0),
                            propagation.path("expected").asInt(0)));
        }
        if (text(verification, "verdict").equals("failed")) {
            problems.add("the verification of the latest change failed");
        }
        if (text(readiness, "verdict").equals("failing")) {
            problems.add("a change would not take effect everywhere");
        }
        return problems;
    }

    int cases() {
        return suites.valueStream()
                .mapToInt(suite -> suite.path("case_count").asInt(0))
                .sum();
    }

    Map<String, Object> json() {
        var all = new LinkedHashMap<String, Object>();
        all.put("healthy", problems().isEmpty());
        all.put("problems", problems());
        all.put("zone", Map.of("id", zone.id(), "name", zone.name(), "slug", zone.slug()));
        all.put("active", governance);
        all.put("change", change.isMissingNode() ? null : change);
        all.put("propagation", propagation);
        all.put("verification", verification.isMissingNode() ? null : verification);
        all.put("readiness", readiness);
        all.put("settings", settings);
        all.put("canaries", canaries.size());
        all.put("suites", Map.of("count", suites.size(), "cases", cases()));
        return all;
    }

    static String text(JsonNode object, String member) {
        return object.path(member).asString("");
    }
}
