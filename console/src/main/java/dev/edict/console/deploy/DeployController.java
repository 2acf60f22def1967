package dev.edict.console.deploy;

import dev.edict.command.api.Rejection;
import dev.edict.command.api.zone.ExpectedActive;
import dev.edict.command.commandbus.RequestContext;
import dev.edict.command.zone.ActivationService;
import dev.edict.console.page.FormProblem;
import dev.edict.console.page.UnknownPage;
import dev.edict.query.zone.ZoneReader;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Activates a sealed version, rolls back, and deactivates, each with a reason. */
@Controller
@Hidden
class DeployController {

    private final DeployView view;
    private final ActivationService activations;
    private final ZoneReader zones;
    private final RequestContext context;

    DeployController(DeployView view, ActivationService activations, ZoneReader zones, RequestContext context) {
        this.view = view;
        this.activations = activations;
        this.zones = zones;
        this.context = context;
    }

    /**
     * What the person confirms.
     *
     * @param governing the version that governed when the page was made; empty for none
     * @param preview the digest of the preview that the page shows
     * @param confirmation the zone's name, typed
     */
    record ActivationForm(
            @NotNull @Size(min = 1, max = 512) String set,
            @NotNull @Size(min = 1, max = 512) String version,
            @Nullable @Size(max = 512) String governing,
            @NotNull @Pattern(regexp = "[0-9a-f]{64}") String preview,
            @NotBlank @Size(max = 1000) String reason,
            @Nullable @Size(max = 512) String confirmation) {}

    /** @param version to restore */
    record RollbackForm(
            @NotNull @Size(min = 1, max = 512) String version,
            @Nullable @Size(max = 512) String governing,
            @NotBlank @Size(max = 1000) String reason) {}

    /** @param confirmation the zone's name, typed */
    record DeactivationForm(
            @Nullable @Size(max = 512) String governing,
            @NotBlank @Size(max = 1000) String reason,
            @Nullable @Size(max = 512) String confirmation) {}

    @GetMapping("/console/zones/{zoneId}/deploy")
    @RolesAllowed("zone:read")
    ModelAndView show(
            @PathVariable String zoneId,
            @RequestParam(required = false) @Nullable String set,
            @RequestParam(required = false) @Nullable String version) {
        return view.of(zoneId, set, version, null);
    }

    @PostMapping("/console/zones/{zoneId}/activate")
    @RolesAllowed("zone:write")
    ModelAndView activate(@PathVariable String zoneId, @Valid ActivationForm form, BindingResult errors) {
        if (errors.hasErrors()) {
            return view.of(zoneId, form.set(), form.version(), FormProblem.of(errors));
        }
        if (!isNameOf(zoneId, form.confirmation())) {
            return view.of(zoneId, form.set(), form.version(), notConfirmed());
        }
        try {
            var wanted = new ActivationService.Wanted(
                    zoneId, form.set(), form.version(), expected(form.governing()), form.reason(), form.preview());
            activations.activate(context, wanted, dispatchId -> dispatchId);
            return toDeployment(zoneId);
        } catch (Rejection rejection) {
            return view.of(zoneId, form.set(), form.version(), FormProblem.of(rejection));
        }
    }

    @PostMapping("/console/zones/{zoneId}/rollback")
    @RolesAllowed("zone:write")
    ModelAndView rollBack(@PathVariable String zoneId, @Valid RollbackForm form, BindingResult errors) {
        if (errors.hasErrors()) {
            return view.of(zoneId, null, null, FormProblem.of(errors));
        }
        try {
            activations.rollBack(
                    context,
                    zoneId,
                    form.version(),
                    expected(form.governing()),
                    form.reason(),
                    (restored, dispatchId) -> dispatchId);
            return toDeployment(zoneId);
        } catch (Rejection rejection) {
            return view.of(zoneId, null, null, FormProblem.of(rejection));
        }
    }

    @PostMapping("/console/zones/{zoneId}/deactivate")
    @RolesAllowed("zone:write")
    ModelAndView deactivate(@PathVariable String zoneId, @Valid DeactivationForm form, BindingResult errors) {
        if (errors.hasErrors()) {
            return view.of(zoneId, null, null, FormProblem.of(errors));
        }
        if (!isNameOf(zoneId, form.confirmation())) {
            return view.of(zoneId, null, null, notConfirmed());
        }
        try {
            activations.deactivate(
                    context, zoneId, expected(form.governing()), form.reason(), dispatchId -> dispatchId);
            return toDeployment(zoneId);
        } catch (Rejection rejection) {
            return view.of(zoneId, null, null, FormProblem.of(rejection));
        }
    }

    /** What governed when the page was made must still govern: two people may deploy at once. */
    private static ExpectedActive expected(@Nullable String governing) {
        return ExpectedActive.of(governing == null || governing.isEmpty() ? null : governing);
    }

    private boolean isNameOf(String zoneId, @Nullable String typed) {
        var zone = zones.find(zoneId).orElseThrow(UnknownPage::new);
        return typed != null && typed.strip().equals(zone.name());
    }

    private static FormProblem notConfirmed() {
        return new FormProblem("not_confirmed", "type the zone's name exactly, so that the right zone is changed");
    }

    private ModelAndView toDeployment(String zoneId) {
        var seq = zones.governance(zoneId).orElseThrow(UnknownPage::new).activationSeq();
        return new ModelAndView(
                "redirect:/console/zones/{zoneId}/deployments/{seq}", Map.of("zoneId", zoneId, "seq", seq));
    }
}
