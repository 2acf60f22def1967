package dev.edict.console.diagnosis;

import dev.edict.command.api.Rejection;
import dev.edict.console.page.FilterFields;
import dev.edict.console.page.FormProblem;
import dev.edict.console.page.UnknownPage;
import dev.edict.console.text.JsonText;
import dev.edict.diagnosis.Diagnosis;
import dev.edict.diagnosis.Diagnosis.Symptom;
import dev.edict.diagnosis.DiagnosisService;
import dev.edict.diagnosis.DiagnosisService.LiveDecision;
import dev.edict.diagnosis.SymptomName;
import dev.edict.query.canary.Canary;
import dev.edict.query.canary.CanaryReader;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;

/** Guides from a symptom in a zone to its causes; compares a recorded decision with a canary. */
@Controller
@Hidden
class DiagnosisPage {

    private static final int MAX_LENGTH = 512;
    private static final String REQUEST = "request";

    private final DiagnosisService diagnoses;
    private final CanaryReader canaries;
    private final JsonText json;

    DiagnosisPage(DiagnosisService diagnoses, CanaryReader canaries, JsonText json) {
        this.diagnoses = diagnoses;
        this.canaries = canaries;
        this.json = json;
    }

    /**
     * A symptom on the page.
     *
     * @param symptom null if it was not looked at, because no decision was named
     */
    record Section(SymptomName name, @Nullable Symptom symptom) {}

    /**
     * What is compared.
     *
     * @param decision the id of a recorded decision or its request; null for none
     * @param isRequest whether it is the id of the request
     * @param canary the name of a canary; null for the one with the nearest input
     */
    record Choice(@Nullable String decision, boolean isRequest, @Nullable String canary) {

        static Choice of(FilterFields fields) {
            return new Choice(
                    fields.text("decision", MAX_LENGTH),
                    REQUEST.equals(fields.text("by", MAX_LENGTH)),
                    fields.text("canary", MAX_LENGTH));
        }

        LiveDecision live() {
            return isRequest ? new LiveDecision(null, decision) : new LiveDecision(decision, null);
        }
    }

    @GetMapping("/console/zones/{zoneId}/diagnosis")
    @RolesAllowed("zone:read")
    ModelAndView show(@PathVariable String zoneId, HttpServletRequest request) {
        var choice = Choice.of(new FilterFields(request));
        try {
            var diagnosis = choice.decision() == null
                    ? diagnoses.diagnose(zoneId)
                    : diagnoses.compareWithCanary(zoneId, choice.live(), choice.canary());
            return view(zoneId, choice, diagnosis, null);
        } catch (Rejection rejection) {
            if (choice.decision() == null) {
                throw rejection;
            }
            return view(zoneId, choice, diagnoses.diagnose(zoneId), FormProblem.of(rejection));
        }
    }

    private ModelAndView view(String zoneId, Choice choice, Diagnosis diagnosis, @Nullable FormProblem problem) {
        var model = new HashMap<String, @Nullable Object>();
        model.put("choice", choice);
        model.put("diagnosis", diagnosis);
        model.put("sections", sections(diagnosis));
        model.put("json", json);
        model.put(
                "canaries",
                canaries.find(zoneId).orElseThrow(UnknownPage::new).items().stream()
                        .map(Canary::name)
                        .toList());
        model.put("problem", problem);
        return new ModelAndView(
                "diagnosis/show", model, problem == null ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
    }

    private static List<Section> sections(Diagnosis diagnosis) {
        var sections = new ArrayList<Section>();
        for (var name : SymptomName.values()) {
            var found = diagnosis.symptoms().stream()
                    .filter(symptom -> symptom.symptom() == name)
                    .findFirst();
            sections.add(new Section(name, found.orElse(null)));
        }
        return sections;
    }
}
