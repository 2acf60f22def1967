package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.app.ApiDocument.Operation;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Every described bound of a query parameter is enforced: the bound itself is accepted, and the next value is not. */
final class DescribedBounds {

    /** What is refused for another reason than its length. */
    private static final Set<String> OF_A_FORM =
            Set.of("since", "until", "from", "to", "cursor", "after", "wait", "fields", "against");

    /** Its parameters name what has to be there. */
    private static final Set<String> OF_WHAT_THERE_IS = Set.of("getDiagnosis", "getSuite", "getAsOf");

    /** Each bound that they take would be a stream that does not end. */
    private static final Set<String> ENDLESS = Set.of("streamTimeline", "streamTimelineOfAllZones");

    private final DescribedApi api;
    private final Api.Governed governed;

    DescribedBounds(DescribedApi api, Api.Governed governed) {
        this.api = api;
        this.governed = governed;
    }

    void hold(ApiDocument document) {
        for (var operation : document.operations()) {
            if (!operation.name().startsWith("GET ")) {
                continue;
            }
            operation.json().path("parameters").forEach(parameter -> {
                if (parameter.path("in").asString("").equals("query")) {
                    hold(operation, parameter.get("name").asString(), parameter.get("schema"));
                }
            });
        }
    }

    private void hold(Operation operation, String name, JsonNode schema) {
        if (schema.has("maximum")) {
            var most = schema.get("maximum").asInt();
            if (!OF_WHAT_THERE_IS.contains(operation.id())) {
                taken(operation, name, String.valueOf(most));
            }
            refused(operation, name, String.valueOf(most + 1));
            refused(operation, name, "0");
        } else if (schema.has("enum")) {
            schema.get("enum").forEach(word -> taken(operation, name, word.asString()));
            refused(operation, name, "surprise");
        } else {
            var longest = schema.get("maxLength").asInt();
            if (!OF_A_FORM.contains(name)
                    && !OF_WHAT_THERE_IS.contains(operation.id())
                    && !ENDLESS.contains(operation.id())) {
                taken(operation, name, "x".repeat(longest));
            }
            refused(operation, name, "x".repeat(longest + 1));
        }
    }

    private void taken(Operation operation, String name, String value) {
        assertThat(ask(operation, name, value).status())
                .as("%s?%s=%s", operation.name(), name, value)
                .isEqualTo(200);
    }

    private void refused(Operation operation, String name, String value) {
        var answer = ask(operation, name, value).expect(400);
        assertThat(answer.text("error")).isIn("invalid_query", "invalid_body");
        assertThat(answer.body()).contains(name);
    }

    private Api.Answer ask(Operation operation, String name, String value) {
        var path = operation
                .path()
                .replace("{zoneId}", governed.zoneId())
                .replace("{policyId}", governed.policyId())
                .replace("{policySetId}", governed.policySetId())
                .replace("{versionId}", governed.versionIds().get(0))
                .replace("{activationSeq}", "latest")
                .replace("{suiteName}", "tellers");
        return api.get("%s?%s=%s%s".formatted(path, name, value, period(operation, name)));
    }

    /** What a report cannot do without. */
    private String period(Operation operation, String name) {
        if (!operation.id().equals("getReport") || name.equals("from")) {
            return "";
        }
        var from = "&from=2026-01-01T00:00:00Z";
        return name.equals("to")
                ? from
                : from + "&to="
                        + api.get("/v1/zones/%s/active".formatted(governed.zoneId()))
                                .text("since");
    }
}
