package dev.edict.console.canary;

import dev.edict.command.api.Caller;
import dev.edict.command.api.Rejection;
import dev.edict.command.canary.CanaryService;
import dev.edict.command.canary.CanaryService.NewCanary;
import dev.edict.command.commandbus.RequestContext;
import dev.edict.command.settings.ZoneSettingsService;
import dev.edict.console.page.FormProblem;
import dev.edict.console.page.UnknownPage;
import dev.edict.query.canary.CanaryReader;
import dev.edict.query.zone.ZoneReader;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Lists, defines and removes the canaries of a zone, and says what a failing one does. */
@Controller
@Hidden
class CanaryPages {

    private static final String LIST = "redirect:/console/zones/{zoneId}/canaries";
    private static final String NAME = "[A-Za-z0-9_.:-]{1,128}";
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private final CanaryReader canaries;
    private final ZoneReader zones;
    private final CanaryService changes;
    private final ZoneSettingsService settings;
    private final RequestContext context;

    CanaryPages(
            CanaryReader canaries,
            ZoneReader zones,
            CanaryService changes,
            ZoneSettingsService settings,
            RequestContext context) {
        this.canaries = canaries;
        this.zones = zones;
        this.changes = changes;
        this.settings = settings;
        this.context = context;
    }

    /** @param input a policy input as JSON */
    record CanaryForm(
            @NotNull @Pattern(regexp = NAME) String name,
            @NotNull @Size(min = 2, max = 65_536) String input,
            @NotNull @Pattern(regexp = "allow|deny") String expect,
            @Nullable @Size(max = 256) String reason) {

        static CanaryForm empty() {
            return new CanaryForm("", "", "allow", "");
        }
    }

    record SettingForm(@NotNull @Pattern(regexp = "off|warn|required") String canaries) {}

    record RemovalForm(@NotNull @Pattern(regexp = NAME) String name) {}

    @GetMapping("/console/zones/{zoneId}/canaries")
    @RolesAllowed("zone:read")
    ModelAndView list(@PathVariable String zoneId) {
        return list(zoneId, CanaryForm.empty(), null);
    }

    @PostMapping("/console/zones/{zoneId}/canaries")
    @RolesAllowed("zone:write")
    ModelAndView define(@PathVariable String zoneId, @Valid CanaryForm form, BindingResult errors) {
        if (errors.hasErrors()) {
            return list(zoneId, form, FormProblem.of(errors));
        }
        try {
            var reason = form.reason() == null || form.reason().isBlank() ? null : form.reason();
            var canary = new NewCanary(JsonMapper.shared().readValue(form.input(), OBJECT), form.expect(), reason);
            changes.define(context, zoneId, form.name(), canary, stored -> stored);
            return new ModelAndView(LIST, Map.of("zoneId", zoneId));
        } catch (JacksonException e) {
            return list(zoneId, form, new FormProblem("invalid_json", String.valueOf(e.getOriginalMessage())));
        } catch (Rejection rejection) {
            return list(zoneId, form, FormProblem.of(rejection));
        }
    }

    @PostMapping("/console/zones/{zoneId}/canary-removal")
    @RolesAllowed("zone:write")
    ModelAndView remove(@PathVariable String zoneId, @Valid RemovalForm form, BindingResult errors) {
        if (errors.hasErrors()) {
            return list(zoneId, CanaryForm.empty(), FormProblem.of(errors));
        }
        changes.remove(context, zoneId, form.name());
        return new ModelAndView(LIST, Map.of("zoneId", zoneId));
    }

    @PostMapping("/console/zones/{zoneId}/canary-setting")
    @RolesAllowed("zone:write")
    ModelAndView set(@PathVariable String zoneId, @Valid SettingForm form, BindingResult errors, Caller caller) {
        if (errors.hasErrors()) {
            return list(zoneId, CanaryForm.empty(), FormProblem.of(errors));
        }
        try {
            var strict = zones.settings(zoneId).orElseThrow(UnknownPage::new).strict();
            settings.change(context, caller, zoneId, strict, form.canaries(), null, stored -> stored);
            return new ModelAndView(LIST, Map.of("zoneId", zoneId));
        } catch (Rejection rejection) {
            return list(zoneId, CanaryForm.empty(), FormProblem.of(rejection));
        }
    }

    private ModelAndView list(String zoneId, CanaryForm form, @Nullable FormProblem problem) {
        var model = new HashMap<String, Object>();
        model.put(
                "canaries", canaries.find(zoneId).orElseThrow(UnknownPage::new).items());
        model.put("settings", zones.settings(zoneId).orElseThrow(UnknownPage::new));
        model.put("form", form);
        return FormProblem.view("canary/list", model, problem);
    }
}
