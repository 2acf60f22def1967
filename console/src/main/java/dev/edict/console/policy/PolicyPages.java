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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
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
        return newPolicy("", "", content, null);
    }

    @PostMapping("/console/zones/{zoneId}/policies")
    @RolesAllowed("zone:write")
    ModelAndView create(
            @PathVariable String zoneId,
            @RequestParam String name,
            @RequestParam(defaultValue = "") String description,
            @RequestParam String content,
            Caller caller) {
        try {
            var policy = new NewPolicy(zoneId, name, description.isBlank() ? null : description, unix(content));
            var policyId = changes.create(context, caller, policy, stored -> stored.policyId());
            return redirect(zoneId, policyId);
        } catch (Rejection rejection) {
            return newPolicy(name, description, content, FormProblem.of(rejection));
        }
    }

    private static ModelAndView newPolicy(
            String name, String description, String content, @Nullable FormProblem problem) {
        var model = new HashMap<String, Object>(Map.of(
                "name", name,
                "description", description,
                "content", content,
                "templates", PolicyTemplates.ALL));
        return editor(model, problem);
    }

    private static ModelAndView editor(Map<String, Object> model, @Nullable FormProblem problem) {
        if (problem == null) {
            return new ModelAndView("policy/editor", model);
        }
        model.put("problem", problem);
        return new ModelAndView("policy/editor", model, HttpStatus.UNPROCESSABLE_CONTENT);
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
        return newVersion(find(zoneId, policyId), start.content(), null);
    }

    @PostMapping("/console/zones/{zoneId}/policies/{policyId}/versions")
    @RolesAllowed("zone:write")
    ModelAndView addVersion(@PathVariable String zoneId, @PathVariable String policyId, @RequestParam String content) {
        try {
            changes.addVersion(context, zoneId, policyId, unix(content), stored -> stored);
            return redirect(zoneId, policyId);
        } catch (Rejection rejection) {
            return newVersion(find(zoneId, policyId), content, FormProblem.of(rejection));
        }
    }

    private static ModelAndView newVersion(Policy policy, String content, @Nullable FormProblem problem) {
        return editor(new HashMap<>(Map.of("policy", policy, "content", content)), problem);
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

    /** Browsers send the lines of a form with CR LF, which nobody wrote. */
    private static String unix(String content) {
        return content.replace("\r\n", "\n");
    }
}
