package dev.edict.console.decision;

import dev.edict.command.api.Rejection;
import dev.edict.command.canary.CanaryService;
import dev.edict.command.canary.CanaryService.NewCanary;
import dev.edict.command.commandbus.RequestContext;
import dev.edict.console.page.FilterFields;
import dev.edict.console.page.FormProblem;
import dev.edict.query.audit.AuditReader;
import dev.edict.query.audit.AuditedDecision;
import dev.edict.query.canary.CanaryReader;
import dev.edict.query.policyset.VersionNames;
import dev.edict.query.policyset.VersionNames.VersionName;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Finds decisions, shows each with what it gets now, and makes canaries of them. */
@Controller
@Hidden
class DecisionPages {

    private static final int MOST_SHOWN = 50;
    private static final String CANARY_NAME = "[A-Za-z0-9_.\\-:]{1,128}";
    private static final String ALLOW = "allow";

    private final AuditReader audit;
    private final VersionNames versions;
    private final DecisionDetails details;
    private final CanaryService canaries;
    private final CanaryReader known;
    private final RequestContext context;

    DecisionPages(
            AuditReader audit,
            VersionNames versions,
            DecisionDetails details,
            CanaryService canaries,
            CanaryReader known,
            RequestContext context) {
        this.audit = audit;
        this.versions = versions;
        this.details = details;
        this.canaries = canaries;
        this.known = known;
        this.context = context;
    }

    @GetMapping("/console/zones/{zoneId}/decisions")
    @RolesAllowed("zone:read")
    ModelAndView list(@PathVariable String zoneId, HttpServletRequest request) {
        var search = DecisionSearch.of(new FilterFields(request));
        var asked = search.request(MOST_SHOWN);
        var page = asked.page(audit.list(zoneId, asked));
        var model = new HashMap<String, @Nullable Object>();
        model.put("search", search);
        model.put("rows", rows(zoneId, page.items()));
        model.put("next", page.nextCursor());
        model.put("versions", versions.newest(zoneId));
        return new ModelAndView("decision/list", model);
    }

    private List<DecisionRow> rows(String zoneId, List<AuditedDecision> events) {
        var ids = events.stream()
                .map(AuditedDecision::policySetVersionId)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        Map<String, VersionName> names = versions.of(zoneId, ids);
        return events.stream().map(event -> DecisionRow.of(event, names)).toList();
    }

    /** @param against the version to evaluate it under; empty for the one in force */
    @GetMapping("/console/zones/{zoneId}/decisions/{eventId}")
    @RolesAllowed("zone:read")
    ModelAndView show(
            @PathVariable String zoneId,
            @PathVariable String eventId,
            @RequestParam(defaultValue = "") String against,
            @RequestParam(required = false) @Nullable String defined) {
        var model = new HashMap<>(details.of(zoneId, eventId, against.isEmpty() ? null : against));
        if (defined != null && isCanary(zoneId, defined)) {
            model.put("defined", defined);
        }
        return new ModelAndView("decision/show", model);
    }

    /** An address can say anything. */
    private boolean isCanary(String zoneId, String name) {
        return known.find(zoneId, name)
                .filter(found -> !found.items().isEmpty())
                .isPresent();
    }

    /**
     * Makes a canary of the input of a decision.
     *
     * @param expect {@code allow} or {@code deny}
     * @param reason the deny reason that is expected; empty if any will do
     */
    @PostMapping("/console/zones/{zoneId}/decisions/{eventId}/canary")
    @RolesAllowed("zone:write")
    ModelAndView makeCanary(
            @PathVariable String zoneId,
            @PathVariable String eventId,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String expect,
            @RequestParam(defaultValue = "") String reason) {
        var canaryName = name.strip();
        if (!canaryName.matches(CANARY_NAME)) {
            var sentence = "the name needs 1 to 128 letters, digits, dots, colons, hyphens or underscores";
            return refused(zoneId, eventId, new FormProblem("invalid_canary", sentence));
        }
        var expected = expect.equals(ALLOW) ? ALLOW : "deny";
        var expectReason = expected.equals(ALLOW) || reason.isBlank() ? null : reason.strip();
        try {
            var input = details.makeCase(zoneId, eventId).input();
            var canary = new NewCanary(input, expected, expectReason);
            canaries.define(context, zoneId, canaryName, canary, stored -> stored);
        } catch (Rejection rejection) {
            return refused(zoneId, eventId, FormProblem.of(rejection));
        }
        return new ModelAndView(
                "redirect:/console/zones/{zoneId}/decisions/{eventId}",
                Map.of("zoneId", zoneId, "eventId", eventId, "defined", canaryName));
    }

    private ModelAndView refused(String zoneId, String eventId, FormProblem problem) {
        var model = new HashMap<>(details.of(zoneId, eventId, null));
        model.put("problem", problem);
        return new ModelAndView("decision/show", model, HttpStatus.UNPROCESSABLE_CONTENT);
    }
}
