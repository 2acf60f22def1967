package dev.edict.console.decision;

import dev.edict.audit.evaluate.EvaluationService;
import dev.edict.audit.evaluate.RecordedCase;
import dev.edict.audit.evaluate.Reevaluation;
import dev.edict.command.api.Rejection;
import dev.edict.console.page.FormProblem;
import dev.edict.console.page.UnknownPage;
import dev.edict.console.text.JsonText;
import dev.edict.query.audit.AuditReader;
import dev.edict.query.audit.AuditedDecision;
import dev.edict.query.policyset.VersionNames;
import dev.edict.query.policyset.VersionNames.VersionName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Collects what the page of one decision shows. */
@Component
class DecisionDetails {

    private final AuditReader audit;
    private final EvaluationService evaluations;
    private final VersionNames versions;
    private final JsonText json;

    DecisionDetails(AuditReader audit, EvaluationService evaluations, VersionNames versions, JsonText json) {
        this.audit = audit;
        this.evaluations = evaluations;
        this.versions = versions;
        this.json = json;
    }

    /**
     * The model of the page.
     *
     * @param against the version to evaluate it under as well; null for the one in force
     * @throws UnknownPage if there is no such event in the zone
     */
    Map<String, Object> of(String zoneId, String eventId, @Nullable String against) {
        var event = audit.find(zoneId, eventId).orElseThrow(UnknownPage::new).shown();
        var model = new HashMap<String, Object>();
        model.put("event", event);
        model.put("json", json);
        model.put("versions", versions.newest(zoneId));
        putInput(event, model);
        putEvaluation(zoneId, eventId, against, model);
        putCase(zoneId, eventId, model);
        model.put("names", names(zoneId, event, model.get("evaluation")));
        model.put("row", DecisionRow.of(event, names(zoneId, event, null)));
        return model;
    }

    private static void putInput(AuditedDecision event, Map<String, Object> model) {
        var metadata = event.metadataJson();
        if (metadata != null && metadata.has("policy_input")) {
            model.put("input", metadata.get("policy_input"));
        }
    }

    private void putEvaluation(String zoneId, String eventId, @Nullable String against, Map<String, Object> model) {
        model.put("against", against == null ? "" : against);
        try {
            model.put("evaluation", evaluations.evaluate(zoneId, eventId, against));
        } catch (Rejection rejection) {
            model.put("evaluationProblem", FormProblem.of(rejection));
        }
    }

    private void putCase(String zoneId, String eventId, Map<String, Object> model) {
        try {
            model.put("case", makeCase(zoneId, eventId));
        } catch (Rejection rejection) {
            model.put("caseProblem", FormProblem.of(rejection));
        }
    }

    /** @throws Rejection if the event does not tell its input well enough */
    RecordedCase makeCase(String zoneId, String eventId) {
        return evaluations.makeCase(zoneId, eventId, null);
    }

    private Map<String, VersionName> names(String zoneId, AuditedDecision event, @Nullable Object evaluated) {
        var others = evaluated instanceof Reevaluation evaluation
                ? Stream.of(
                        evaluation.recorded().versionId(),
                        evaluation.then().versionId(),
                        evaluation.other().versionId())
                : Stream.<@Nullable String>empty();
        List<String> ids = Stream.concat(Stream.of(event.policySetVersionId()), others)
                .flatMap(Stream::ofNullable)
                .distinct()
                .toList();
        return versions.of(zoneId, ids);
    }
}
