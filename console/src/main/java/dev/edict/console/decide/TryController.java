package dev.edict.console.decide;

import dev.edict.audit.evaluate.EventInput;
import dev.edict.audit.evaluate.RecordedDecisions;
import dev.edict.console.decide.VersionAnswers.Answer;
import dev.edict.console.page.FormProblem;
import dev.edict.console.page.UnknownPage;
import dev.edict.decision.input.InvalidPolicyInput;
import dev.edict.decision.input.PolicyInput;
import dev.edict.decision.input.PolicyInputJson;
import dev.edict.query.policyset.PolicySetReader;
import dev.edict.query.policyset.PolicySetReader.VersionLabel;
import dev.edict.query.zone.ZoneReader;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Decides a request by one version or two side by side, with each gate explained; stores nothing. */
@Controller
@Hidden
class TryController {

    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(tools.jackson.databind.SerializationFeature.INDENT_OUTPUT)
            .build();

    private final VersionAnswers answers;
    private final PolicySetReader sets;
    private final ZoneReader zones;
    private final RecordedDecisions decisions;

    TryController(VersionAnswers answers, PolicySetReader sets, ZoneReader zones, RecordedDecisions decisions) {
        this.answers = answers;
        this.sets = sets;
        this.zones = zones;
        this.decisions = decisions;
    }

    @GetMapping("/console/zones/{zoneId}/try")
    @RolesAllowed("zone:read")
    ModelAndView show(@PathVariable String zoneId, @RequestParam(required = false) @Nullable String event) {
        var request = TriedRequest.empty();
        return view(zoneId, event == null ? request : request.withJson(recorded(zoneId, event)), null);
    }

    @PostMapping("/console/zones/{zoneId}/try")
    @RolesAllowed("zone:read")
    ModelAndView decide(@PathVariable String zoneId, @Valid TriedRequest form, BindingResult errors) {
        return view(zoneId, form, errors.hasErrors() ? FormProblem.of(errors) : null);
    }

    private ModelAndView view(String zoneId, TriedRequest request, @Nullable FormProblem problem) {
        var model = new HashMap<String, Object>();
        var versions = sets.newestVersions(zoneId);
        model.put("request", request);
        model.put("versions", versions);
        var found = problem;
        if (found == null && request.isGiven()) {
            try {
                var input = input(zoneId, request);
                model.put("shown", JSON.writeValueAsString(PolicyInputJson.of(input)));
                model.put("answers", answers(zoneId, request, versions, input));
            } catch (JacksonException e) {
                found = new FormProblem("invalid_json", String.valueOf(e.getOriginalMessage()));
            } catch (InvalidPolicyInput e) {
                found = new FormProblem("invalid_policy_input", "%s: expected %s".formatted(e.path(), e.expected()));
            }
        }
        return FormProblem.view("decide/try", model, found);
    }

    private static PolicyInput input(String zoneId, TriedRequest request) {
        var json = request.json();
        return PolicyInput.from(
                json != null && request.hasJson() ? JSON.readValue(json, OBJECT) : request.input(zoneId));
    }

    private List<Answer> answers(String zoneId, TriedRequest request, List<VersionLabel> versions, PolicyInput input) {
        var given = new ArrayList<Answer>();
        var first = request.version();
        var wanted = first == null || first.isEmpty()
                ? zones.governance(zoneId).orElseThrow(UnknownPage::new).versionId()
                : first;
        if (wanted != null) {
            given.add(answers.of(label(versions, wanted), input));
        }
        var second = request.other();
        if (second != null && !second.isEmpty()) {
            given.add(answers.of(label(versions, second), input));
        }
        return given;
    }

    private static VersionLabel label(List<VersionLabel> versions, String versionId) {
        return versions.stream()
                .filter(version -> version.id().equals(versionId))
                .findFirst()
                .orElseThrow(UnknownPage::new);
    }

    private String recorded(String zoneId, String eventId) {
        var event = decisions.find(zoneId, eventId).orElseThrow(UnknownPage::new);
        try {
            return JSON.writeValueAsString(
                    PolicyInputJson.of(EventInput.of(event).partial().input()));
        } catch (InvalidPolicyInput e) {
            throw new UnknownPage();
        }
    }
}
