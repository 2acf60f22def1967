package dev.edict.console.policy;

import dev.edict.command.api.Caller;
import dev.edict.command.api.Rejection;
import dev.edict.command.commandbus.RequestContext;
import dev.edict.command.policy.PolicyService;
import dev.edict.command.policy.PolicyService.NewPolicy;
import dev.edict.console.page.FormProblem;
import dev.edict.console.page.UnknownPage;
import dev.edict.console.text.TextDiff;
import dev.edict.query.Page;
import dev.edict.query.PageRequest;
import dev.edict.query.policy.Policy;
import dev.edict.query.policy.PolicyReader;
import dev.edict.query.policy.PolicyTemplates;
import dev.edict.query.policy.PolicyVersion;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
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

/** Lists the policies of a zone, shows the versions of each, and stores new ones. */
@Controller
@Hidden
class PolicyPages {

    private static final int MOST_SHOWN = 50;

    private final PolicyReader policies;
    private final PolicyService changes;
    private final RequestContext context;

    PolicyPages(PolicyReader policies, PolicyService changes, RequestContext context) {
        this.policies = policies;
        this.changes = changes;
        this.context = context;
    }

    @GetMapping("/console/zones/{zoneId}/policies")
    @RolesAllowed("zone:read")
    ModelAndView list(@PathVariable String zoneId, @RequestParam(required = false) @Nullable String cursor) {
        var asked = PageRequest.from(MOST_SHOWN, cursor);
        return new ModelAndView("policy/list", "policies", Page.of(policies.list(zoneId, asked), asked));
    }

    @GetMapping("/console/zones/{zoneId}/policies/new")
    @RolesAllowed("zone:read")
    ModelAndView startNew(@PathVariable String zoneId, @RequestParam(required = false) @Nullable String template) {
        var content = PolicyTemplates.ALL.stream()
                .filter(known -> known.id().equals(template))
                .map(known -> known.content())
                .findFirst()
                .orElse("");
        return newPolicy(new PolicyForm("", null, content), null);
    }

    @PostMapping("/console/zones/{zoneId}/policies")
    @RolesAllowed("zone:write")
    ModelAndView create(@PathVariable String zoneId, @Valid PolicyForm form, BindingResult errors, Caller caller) {
        if (errors.hasErrors()) {
            return newPolicy(form, FormProblem.of(errors));
        }
        try {
            var policy = new NewPolicy(zoneId, form.name(), form.description(), form.content());
            return redirect(zoneId, changes.create(context, caller, policy, stored -> stored.policyId()));
        } catch (Rejection rejection) {
            return newPolicy(form, FormProblem.of(rejection));
        }
    }

    private static ModelAndView newPolicy(PolicyForm form, @Nullable FormProblem problem) {
        return FormProblem.view(
                "policy/editor", new HashMap<>(Map.of("form", form, "templates", PolicyTemplates.ALL)), problem);
    }

    @GetMapping("/console/zones/{zoneId}/policies/{policyId}")
    @RolesAllowed("zone:read")
    ModelAndView show(@PathVariable String zoneId, @PathVariable String policyId) {
        var policy = find(zoneId, policyId);
        return new ModelAndView("policy/show", Map.of("policy", policy, "versions", policies.versions(policyId)));
    }

    @GetMapping("/console/zones/{zoneId}/policies/{policyId}/edit")
    @RolesAllowed("zone:read")
    ModelAndView edit(
            @PathVariable String zoneId,
            @PathVariable String policyId,
            @RequestParam(required = false) @Nullable String from) {
        var start = version(policies.versions(policyId), from);
        return newVersion(find(zoneId, policyId), new ContentForm(start.content()), null);
    }

    @PostMapping("/console/zones/{zoneId}/policies/{policyId}/versions")
    @RolesAllowed("zone:write")
    ModelAndView addVersion(
            @PathVariable String zoneId, @PathVariable String policyId, @Valid ContentForm form, BindingResult errors) {
        var policy = find(zoneId, policyId);
        if (errors.hasErrors()) {
            return newVersion(policy, form, FormProblem.of(errors));
        }
        try {
            changes.addVersion(context, zoneId, policyId, form.content(), stored -> stored);
            return redirect(zoneId, policyId);
        } catch (Rejection rejection) {
            return newVersion(policy, form, FormProblem.of(rejection));
        }
    }

    private static ModelAndView newVersion(Policy policy, ContentForm form, @Nullable FormProblem problem) {
        return FormProblem.view("policy/editor", new HashMap<>(Map.of("policy", policy, "form", form)), problem);
    }

    @GetMapping("/console/zones/{zoneId}/policies/{policyId}/diff")
    @RolesAllowed("zone:read")
    ModelAndView diff(
            @PathVariable String zoneId,
            @PathVariable String policyId,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to) {
        var policy = find(zoneId, policyId);
        var versions = policies.versions(policyId);
        var newer = version(versions, to);
        var older = from == null ? versions.get(Math.min(1, versions.size() - 1)) : version(versions, from);
        return new ModelAndView(
                "policy/diff",
                Map.of(
                        "policy", policy,
                        "versions", versions,
                        "older", older,
                        "newer", newer,
                        "rows", TextDiff.of(older.content(), newer.content())));
    }

    private Policy find(String zoneId, String policyId) {
        return policies.find(zoneId, policyId).orElseThrow(UnknownPage::new);
    }

    /** @param id null for the newest */
    private static PolicyVersion version(List<PolicyVersion> versions, @Nullable String id) {
        return versions.stream()
                .filter(version -> id == null || version.id().equals(id))
                .findFirst()
                .orElseThrow(UnknownPage::new);
    }

    private static ModelAndView redirect(String zoneId, String policyId) {
        return new ModelAndView(
                "redirect:/console/zones/{zoneId}/policies/{policyId}", Map.of("zoneId", zoneId, "policyId", policyId));
    }
}
