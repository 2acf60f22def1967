package dev.edict.console.zone;

import dev.edict.command.api.Caller;
import dev.edict.command.api.Rejection;
import dev.edict.command.commandbus.RequestContext;
import dev.edict.command.zone.ZoneService;
import dev.edict.console.page.FormProblem;
import dev.edict.console.page.NameForm;
import dev.edict.fleet.propagation.DeploymentReader;
import dev.edict.fleet.propagation.DeploymentReader.Latest;
import dev.edict.query.Page;
import dev.edict.query.PageRequest;
import dev.edict.query.QueryModule;
import dev.edict.query.zone.Governance;
import dev.edict.query.zone.RegisteredZone;
import dev.edict.query.zone.ZoneReader;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Lists zones with what governs them, and registers new ones. */
@Controller
@Hidden
class ZonePages {

    private static final int MOST_SHOWN = 50;

    private final ZoneReader zones;
    private final DeploymentReader deployments;
    private final ZoneService changes;
    private final RequestContext context;

    ZonePages(ZoneReader zones, DeploymentReader deployments, ZoneService changes, RequestContext context) {
        this.zones = zones;
        this.deployments = deployments;
        this.changes = changes;
        this.context = context;
    }

    /**
     * A zone in the list.
     *
     * @param deployment its latest activation; null if it never had one
     */
    record Row(RegisteredZone zone, Governance governance, @Nullable Latest deployment) {}

    @GetMapping("/console/zones")
    @RolesAllowed("any:read")
    ModelAndView list(
            @RequestParam(required = false) @Nullable String cursor,
            @RequestAttribute(name = QueryModule.ZONE_ATTRIBUTE, required = false) @Nullable String onlyZone) {
        return list(cursor, onlyZone, NameForm.empty(), null);
    }

    @PostMapping("/console/zones")
    @RolesAllowed("installation:write")
    ModelAndView register(@Valid NameForm form, BindingResult errors, Caller caller) {
        if (errors.hasErrors()) {
            return list(null, null, form, FormProblem.of(errors));
        }
        try {
            var zone = changes.register(context, caller, form.name(), null, false);
            return new ModelAndView("redirect:/console/zones/" + zone.id());
        } catch (Rejection rejection) {
            return list(null, null, form, FormProblem.of(rejection));
        }
    }

    private ModelAndView list(
            @Nullable String cursor, @Nullable String onlyZone, NameForm form, @Nullable FormProblem problem) {
        var asked = PageRequest.from(MOST_SHOWN, cursor);
        var found = onlyZone == null
                ? zones.list(asked, null, null)
                : zones.find(onlyZone).stream().toList();
        var model = new HashMap<String, Object>();
        model.put("rows", rows(found));
        model.put("form", form);
        model.put("next", Page.of(found, asked).nextCursor());
        return FormProblem.view("zone/list", model, problem);
    }

    private List<Row> rows(List<RegisteredZone> found) {
        var ids = found.stream().map(RegisteredZone::id).toList();
        Map<String, Governance> governances =
                zones.governances(ids).stream().collect(Collectors.toMap(Governance::zoneId, Function.identity()));
        Map<String, Latest> latest =
                deployments.latest(ids).stream().collect(Collectors.toMap(Latest::zoneId, Function.identity()));
        return found.stream()
                .filter(zone -> governances.containsKey(zone.id()))
                .map(zone -> new Row(zone, Objects.requireNonNull(governances.get(zone.id())), latest.get(zone.id())))
                .toList();
    }
}
