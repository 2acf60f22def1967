package dev.edict.console.policyset;

import dev.edict.command.api.Caller;
import dev.edict.command.api.Rejection;
import dev.edict.command.commandbus.RequestContext;
import dev.edict.command.policyset.PolicySetService;
import dev.edict.console.page.FormProblem;
import dev.edict.console.page.NameForm;
import dev.edict.console.page.UnknownPage;
import dev.edict.query.Page;
import dev.edict.query.PageRequest;
import dev.edict.query.policy.PolicyReader;
import dev.edict.query.policyset.PolicySet;
import dev.edict.query.policyset.PolicySetReader;
import dev.edict.query.policyset.PolicySetReader.ManifestEntry;
import dev.edict.query.policyset.PolicySetVersion;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Lists the policy sets of a zone, shows the versions of each, and seals new ones. */
@Controller
@Hidden
class PolicySetPages {

    private static final int MOST_SHOWN = 50;
    private static final String VERSION_OF = "version.";

    private final PolicySetReader sets;
    private final PolicyReader policies;
    private final PolicySetService changes;
    private final RequestContext context;

    PolicySetPages(PolicySetReader sets, PolicyReader policies, PolicySetService changes, RequestContext context) {
        this.sets = sets;
        this.policies = policies;
        this.changes = changes;
        this.context = context;
    }

    @GetMapping("/console/zones/{zoneId}/policy-sets")
    @RolesAllowed("zone:read")
    ModelAndView list(@PathVariable String zoneId, @RequestParam(required = false) @Nullable String cursor) {
        return list(zoneId, cursor, NameForm.empty(), null);
    }

    @PostMapping("/console/zones/{zoneId}/policy-sets")
    @RolesAllowed("zone:write")
    ModelAndView create(@PathVariable String zoneId, @Valid NameForm form, BindingResult errors) {
        if (errors.hasErrors()) {
            return list(zoneId, null, form, FormProblem.of(errors));
        }
        try {
            var setId = changes.create(context, zoneId, form.name(), null, stored -> stored.policySetId());
            return redirect(zoneId, setId, "compose");
        } catch (Rejection rejection) {
            return list(zoneId, null, form, FormProblem.of(rejection));
        }
    }

    private ModelAndView list(String zoneId, @Nullable String cursor, NameForm form, @Nullable FormProblem problem) {
        var asked = PageRequest.from(MOST_SHOWN, cursor);
        var found = Page.of(sets.list(zoneId, asked), asked);
        return FormProblem.view("policyset/list", new HashMap<>(Map.of("sets", found, "form", form)), problem);
    }

    @GetMapping("/console/zones/{zoneId}/policy-sets/{policySetId}")
    @RolesAllowed("zone:read")
    ModelAndView show(
            @PathVariable String zoneId,
            @PathVariable String policySetId,
            @RequestParam(required = false) @Nullable String version) {
        var set = find(zoneId, policySetId);
        var versions = versions(policySetId);
        var model = new HashMap<String, Object>(Map.of("set", set, "versions", versions));
        versions.stream()
                .filter(known -> version == null || known.id().equals(version))
                .findFirst()
                .ifPresent(known -> {
                    model.put("shown", known);
                    model.put("entries", sets.entries(known.id()));
                });
        return new ModelAndView("policyset/show", model);
    }

    @GetMapping("/console/zones/{zoneId}/policy-sets/{policySetId}/compose")
    @RolesAllowed("zone:read")
    ModelAndView compose(@PathVariable String zoneId, @PathVariable String policySetId) {
        return compose(zoneId, policySetId, null);
    }

    /** @param form for each chosen policy {@code policy} with its id, and {@code version.<id>} with a version of it */
    @PostMapping("/console/zones/{zoneId}/policy-sets/{policySetId}/versions")
    @RolesAllowed("zone:write")
    ModelAndView seal(
            @PathVariable String zoneId,
            @PathVariable String policySetId,
            @RequestParam MultiValueMap<String, String> form,
            Caller caller) {
        var chosen = form.getOrDefault("policy", List.of()).stream()
                .map(policyId -> form.getFirst(VERSION_OF + policyId))
                .filter(versionId -> versionId != null && !versionId.isEmpty())
                .toList();
        if (chosen.isEmpty()) {
            return compose(zoneId, policySetId, new FormProblem("empty_manifest", "choose at least one policy"));
        }
        try {
            var versionId = changes.addVersion(
                    context, zoneId, policySetId, chosen, caller.zoneId() != null, stored -> stored.versionId());
            return new ModelAndView(
                    "redirect:/console/zones/{zoneId}/deploy",
                    Map.of("zoneId", zoneId, "set", policySetId, "version", versionId));
        } catch (Rejection rejection) {
            return compose(zoneId, policySetId, FormProblem.of(rejection));
        }
    }

    private ModelAndView compose(String zoneId, String policySetId, @Nullable FormProblem problem) {
        var set = find(zoneId, policySetId);
        var latest = versions(policySetId).stream().findFirst();
        var sealed = latest.map(version -> sets.entries(version.id())).orElse(List.<ManifestEntry>of());
        var model = new HashMap<String, Object>();
        model.put("set", set);
        model.put("choices", Composition.propose(policies.newestVersions(zoneId), sealed));
        latest.ifPresent(version -> model.put("latest", version));
        return FormProblem.view("policyset/compose", model, problem);
    }

    private List<PolicySetVersion> versions(String policySetId) {
        return sets.versions(policySetId, PageRequest.from(MOST_SHOWN, null));
    }

    private PolicySet find(String zoneId, String policySetId) {
        return sets.find(zoneId, policySetId).orElseThrow(UnknownPage::new);
    }

    private static ModelAndView redirect(String zoneId, String policySetId, String page) {
        return new ModelAndView(
                "redirect:/console/zones/{zoneId}/policy-sets/{policySetId}/" + page,
                Map.of("zoneId", zoneId, "policySetId", policySetId));
    }
}
