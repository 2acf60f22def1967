package dev.edict.console.suite;

import dev.edict.audit.evaluate.EvaluationService;
import dev.edict.command.api.Caller;
import dev.edict.command.api.Precondition;
import dev.edict.command.api.Rejection;
import dev.edict.command.commandbus.RequestContext;
import dev.edict.command.settings.ZoneSettingsService;
import dev.edict.command.suite.SuiteService;
import dev.edict.console.page.FormProblem;
import dev.edict.console.page.UnknownPage;
import dev.edict.console.suite.SuiteForms.RemovalForm;
import dev.edict.console.suite.SuiteForms.SettingForm;
import dev.edict.console.suite.SuiteForms.SuiteForm;
import dev.edict.query.suite.SuiteReader;
import dev.edict.query.zone.ZoneReader;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Valid;
import jakarta.validation.Validator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.core.JacksonException;

/** Lists, defines and removes the suites of a zone, and shows what versions they were run with. */
@Controller
@Hidden
class SuitePages {

    private static final String LIST = "redirect:/console/zones/{zoneId}/suites";
    private static final int MOST_EVENTS = 100;

    private final SuiteReader suites;
    private final ZoneReader zones;
    private final SimulatedVersions versions;
    private final SuiteService changes;
    private final ZoneSettingsService settings;
    private final EvaluationService evaluations;
    private final SuiteForms forms;
    private final Validator validator;
    private final RequestContext context;

    SuitePages(
            SuiteReader suites,
            ZoneReader zones,
            SimulatedVersions versions,
            SuiteService changes,
            ZoneSettingsService settings,
            EvaluationService evaluations,
            SuiteForms forms,
            Validator validator,
            RequestContext context) {
        this.suites = suites;
        this.zones = zones;
        this.versions = versions;
        this.changes = changes;
        this.settings = settings;
        this.evaluations = evaluations;
        this.forms = forms;
        this.validator = validator;
        this.context = context;
    }

    @GetMapping("/console/zones/{zoneId}/suites")
    @RolesAllowed("zone:read")
    ModelAndView list(@PathVariable String zoneId) {
        return list(zoneId, SuiteForm.empty(version(zoneId)), null);
    }

    @GetMapping("/console/zones/{zoneId}/suites/{suiteName}")
    @RolesAllowed("zone:read")
    ModelAndView show(@PathVariable String zoneId, @PathVariable String suiteName) {
        var suite = suites.find(zoneId, suiteName, null).orElseThrow(UnknownPage::new);
        var model = new HashMap<String, Object>();
        model.put("suite", suite);
        model.put("form", forms.of(suite));
        return new ModelAndView("suite/show", model);
    }

    @PostMapping("/console/zones/{zoneId}/suites")
    @RolesAllowed("zone:write")
    ModelAndView define(@PathVariable String zoneId, @Valid SuiteForm form, BindingResult errors) {
        if (errors.hasErrors()) {
            return list(zoneId, form, FormProblem.of(errors));
        }
        try {
            var body = forms.body(form);
            var broken = validator.validate(body).stream().findFirst();
            if (broken.isPresent()) {
                return list(zoneId, form, invalid(broken.get()));
            }
            changes.define(expecting(form.state()), zoneId, form.name(), body.suite(), stored -> stored);
            return new ModelAndView(LIST, Map.of("zoneId", zoneId));
        } catch (JacksonException e) {
            return list(zoneId, form, new FormProblem("invalid_json", String.valueOf(e.getOriginalMessage())));
        } catch (Rejection rejection) {
            return list(zoneId, form, FormProblem.of(rejection));
        }
    }

    private static FormProblem invalid(ConstraintViolation<?> broken) {
        var place = "%s: %s".formatted(broken.getPropertyPath(), broken.getMessage());
        return new FormProblem("invalid_suite", place);
    }

    @PostMapping("/console/zones/{zoneId}/suite-removal")
    @RolesAllowed("zone:write")
    ModelAndView remove(@PathVariable String zoneId, @Valid RemovalForm form, BindingResult errors) {
        if (errors.hasErrors()) {
            return list(zoneId, SuiteForm.empty(version(zoneId)), FormProblem.of(errors));
        }
        try {
            changes.remove(expecting(form.state()), zoneId, form.name());
            return new ModelAndView(LIST, Map.of("zoneId", zoneId));
        } catch (Rejection rejection) {
            return list(zoneId, SuiteForm.empty(version(zoneId)), FormProblem.of(rejection));
        }
    }

    @PostMapping("/console/zones/{zoneId}/evidence-setting")
    @RolesAllowed("zone:write")
    ModelAndView set(@PathVariable String zoneId, @Valid SettingForm form, BindingResult errors, Caller caller) {
        if (errors.hasErrors()) {
            return list(zoneId, SuiteForm.empty(version(zoneId)), FormProblem.of(errors));
        }
        try {
            var strict = zones.settings(zoneId).orElseThrow(UnknownPage::new).strict();
            settings.change(context, caller, zoneId, strict, null, form.evidence(), stored -> stored);
            return new ModelAndView(LIST, Map.of("zoneId", zoneId));
        } catch (Rejection rejection) {
            return list(zoneId, SuiteForm.empty(version(zoneId)), FormProblem.of(rejection));
        }
    }

    /** Fills the form with cases of decisions that were chosen; stores nothing. */
    @PostMapping("/console/zones/{zoneId}/suite-of-decisions")
    @RolesAllowed("zone:read")
    ModelAndView ofDecisions(
            @PathVariable String zoneId, @RequestParam(required = false) @Nullable List<String> event) {
        var chosen = event == null
                ? List.<String>of()
                : event.stream().limit(MOST_EVENTS).toList();
        var made = evaluations.makeCases(zoneId, chosen);
        var view = list(zoneId, forms.of(made, version(zoneId)), null);
        view.addObject("notMade", made.notMade());
        return view;
    }

    private RequestContext expecting(long state) {
        return context.expecting(new Precondition(Set.of("s" + state)));
    }

    private long version(String zoneId) {
        return suites.find(zoneId).orElseThrow(UnknownPage::new).suitesVersion();
    }

    private ModelAndView list(String zoneId, SuiteForm form, @Nullable FormProblem problem) {
        var model = new HashMap<String, Object>();
        model.put("suites", suites.find(zoneId).orElseThrow(UnknownPage::new));
        model.put("settings", zones.settings(zoneId).orElseThrow(UnknownPage::new));
        model.put("versions", versions.of(zoneId));
        model.put("form", form);
        return FormProblem.view("suite/list", model, problem);
    }
}
