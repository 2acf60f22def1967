package dev.edict.console.deploy;

import dev.edict.command.api.Rejection;
import dev.edict.command.commandbus.RequestContext;
import dev.edict.command.simulation.SimulateBody;
import dev.edict.command.simulation.SimulationService;
import dev.edict.console.page.FormProblem;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Validator;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Simulates a sealed version with the cases that were typed or pasted, and records the result. */
@Controller
@Hidden
class SimulationPart {

    private static final String INVALID_CASES = "invalid_cases";

    private final SimulationService simulations;
    private final RequestContext context;
    private final Validator validator;
    private final JsonMapper json;

    SimulationPart(SimulationService simulations, RequestContext context, Validator validator, JsonMapper json) {
        this.simulations = simulations;
        this.context = context;
        this.validator = validator;
        this.json = json;
    }

    /**
     * Evaluates cases, suites, or both.
     *
     * @param cases a JSON array of cases, or an object with the member {@code cases}
     * @param suites {@code *} to run all suites in force; empty for none
     */
    @PostMapping("/console/zones/{zoneId}/simulate")
    @RolesAllowed("zone:write")
    ModelAndView simulate(
            @PathVariable String zoneId,
            @RequestParam String set,
            @RequestParam String version,
            @RequestParam(defaultValue = "") String cases,
            @RequestParam(defaultValue = "") String suites) {
        var model = new HashMap<String, Object>();
        try {
            var body = body(version, cases, suites);
            var broken = validator.validate(body).stream().findFirst();
            if (broken.isPresent()) {
                model.put(
                        "problem",
                        problem("%s: %s"
                                .formatted(
                                        broken.get().getPropertyPath(),
                                        broken.get().getMessage())));
            } else {
                model.put("simulation", simulations.simulate(context, zoneId, set, body));
            }
        } catch (JacksonException e) {
            model.put("problem", problem("the cases are no JSON of this form: " + e.getOriginalMessage()));
        } catch (Rejection rejection) {
            model.put("problem", FormProblem.of(rejection));
        }
        return new ModelAndView("deploy/simulation :: result", model);
    }

    private SimulateBody body(String version, String cases, String suites) {
        var parsed = json.readTree(cases.isBlank() ? "[]" : cases);
        var body = json.createObjectNode().put("version_id", version);
        body.set("cases", list(parsed));
        if (!suites.isEmpty()) {
            body.putArray("suites").add(suites);
        }
        return json.treeToValue(body, SimulateBody.class);
    }

    private static JsonNode list(JsonNode parsed) {
        return parsed.has("cases") ? parsed.get("cases") : parsed;
    }

    private static FormProblem problem(@Nullable String sentence) {
        return new FormProblem(INVALID_CASES, String.valueOf(sentence));
    }
}
