package dev.edict.console.catalogue;

import dev.edict.command.api.Precondition;
import dev.edict.command.api.Rejection;
import dev.edict.command.catalogue.CatalogueService;
import dev.edict.command.commandbus.RequestContext;
import dev.edict.command.policy.PolicyChecks;
import dev.edict.command.policy.PolicyChecks.FoundProblem;
import dev.edict.console.page.FilterFields;
import dev.edict.console.page.FormProblem;
import dev.edict.console.page.UnknownPage;
import dev.edict.decision.PolicyDocument;
import dev.edict.query.QueryRejection;
import dev.edict.query.catalogue.CatalogueReader;
import dev.edict.query.catalogue.ZoneCatalogue;
import dev.edict.query.policyset.PolicySetReader;
import dev.edict.query.zone.ZoneReader;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.extensions.Extension;
import io.swagger.v3.oas.annotations.extensions.ExtensionProperty;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
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
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.core.JacksonException;

/** Shows the catalogue of a zone and what the governing documents name beside it, and replaces it. */
@Controller
@Hidden
class CataloguePage {

    private static final String SHOW = "catalogue/show";
    private static final String MANAGED = "managed";
    private static final String OFF = "off";

    private static final int LONGEST_FILTER = 512;

    /** Of the text in the editor; a longer catalogue is replaced through the API. */
    static final int LONGEST_TEXT = 1_000_000;

    private final CatalogueReader catalogues;
    private final CatalogueService changes;
    private final CatalogueText text;
    private final PolicyChecks checks;
    private final ZoneReader zones;
    private final PolicySetReader sets;
    private final RequestContext context;

    CataloguePage(
            CatalogueReader catalogues,
            CatalogueService changes,
            CatalogueText text,
            PolicyChecks checks,
            ZoneReader zones,
            PolicySetReader sets,
            RequestContext context) {
        this.catalogues = catalogues;
        this.changes = changes;
        this.text = text;
        this.checks = checks;
        this.zones = zones;
        this.sets = sets;
        this.context = context;
    }

    /** @param version the ETag that the text was read with, without its quotes */
    record CatalogueForm(
            @NotNull @Size(min = 2, max = LONGEST_TEXT) String content,
            @NotNull @Pattern(regexp = "k[0-9]{1,18}") String version) {}

    @GetMapping("/console/zones/{zoneId}/catalogue")
    @RolesAllowed("zone:read")
    ModelAndView show(@PathVariable String zoneId, HttpServletRequest request) {
        var filter = new FilterFields(request).text("name", LONGEST_FILTER);
        var model = new HashMap<String, Object>();
        model.put("mode", catalogues.mode());
        model.put("filter", filter == null ? "" : filter);
        try {
            if (!catalogues.mode().equals(OFF)) {
                put(find(zoneId), filter, model);
            }
            return new ModelAndView(SHOW, model);
        } catch (QueryRejection unreadable) {
            var why = new FormProblem(unreadable.reason().code(), String.valueOf(unreadable.getMessage()));
            return FormProblem.view(SHOW, model, why);
        }
    }

    @GetMapping("/console/zones/{zoneId}/catalogue/edit")
    @RolesAllowed("zone:read")
    ModelAndView edit(@PathVariable String zoneId) {
        if (!catalogues.mode().equals(MANAGED)) {
            throw new UnknownPage();
        }
        var catalogue = find(zoneId);
        return editor(new CatalogueForm(text.of(catalogue), "k" + catalogue.catalogueVersion()), null);
    }

    @PostMapping("/console/zones/{zoneId}/catalogue")
    @RolesAllowed("zone:write")
    @Operation(
            hidden = true,
            extensions = @Extension(properties = @ExtensionProperty(name = "x-max-body-bytes", value = "8388608")))
    ModelAndView replace(@PathVariable String zoneId, @Valid CatalogueForm form, BindingResult errors) {
        if (errors.hasErrors()) {
            return editor(form, FormProblem.of(errors));
        }
        try {
            var expecting = context.expecting(new Precondition(Set.of(form.version())));
            changes.replace(expecting, zoneId, text.read(form.content()), stored -> stored);
            return new ModelAndView("redirect:/console/zones/{zoneId}/catalogue", Map.of("zoneId", zoneId));
        } catch (JacksonException e) {
            return editor(form, new FormProblem("invalid_json", CatalogueText.flaw(e)));
        } catch (Rejection rejection) {
            return editor(form, FormProblem.of(rejection));
        }
    }

    private static ModelAndView editor(CatalogueForm form, @Nullable FormProblem problem) {
        var model = new HashMap<String, Object>();
        if (form.content() == null || form.content().length() <= LONGEST_TEXT) {
            model.put("form", form);
        }
        return FormProblem.view("catalogue/edit", model, problem);
    }

    private ZoneCatalogue find(String zoneId) {
        return catalogues.find(zoneId).orElseThrow(UnknownPage::new);
    }

    private void put(ZoneCatalogue catalogue, @Nullable String filter, Map<String, Object> model) {
        model.put("catalogue", catalogue);
        model.put("rows", CatalogueRows.of(catalogue, filter));
        var governing = zones.governance(catalogue.zoneId())
                .orElseThrow(UnknownPage::new)
                .versionId();
        model.put("governed", governing != null);
        model.put("findings", governing == null ? List.of() : findings(catalogue.zoneId(), governing));
    }

    private List<FoundProblem> findings(String zoneId, String versionId) {
        return checks.catalogueFindings(
                zoneId,
                sets.entries(versionId).stream()
                        .map(entry -> new PolicyDocument(entry.versionId(), entry.content()))
                        .toList());
    }
}
