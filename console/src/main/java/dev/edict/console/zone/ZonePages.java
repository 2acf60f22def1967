package dev.edict.console.zone;

import dev.edict.command.api.Caller;
import dev.edict.command.api.Rejection;
import dev.edict.command.commandbus.RequestContext;
import dev.edict.command.zone.ZoneService;
import dev.edict.console.page.FormProblem;
import dev.edict.fleet.propagation.Deployment;
import dev.edict.fleet.propagation.Deployments;
import dev.edict.query.Page;
import dev.edict.query.PageRequest;
import dev.edict.query.QueryModule;
import dev.edict.query.zone.Governance;
import dev.edict.query.zone.RegisteredZone;
import dev.edict.query.zone.ZoneReader;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.annotation.security.RolesAllowed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
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
    private final Deployments deployments;
    private final ZoneService changes;
    private final RequestContext context;

    ZonePages(ZoneReader zones, Deployments deployments, ZoneService changes, RequestContext context) {
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
    record Row(RegisteredZone zone, Governance governance, @Nullable Deployment deployment) {}

    @GetMapping("/console/zones")
    @RolesAllowed("any:read")
    ModelAndView list(
            @RequestParam(required = false) @Nullable String cursor,
            @RequestAttribute(name = QueryModule.ZONE_ATTRIBUTE, required = false) @Nullable String onlyZone) {
        return list(cursor, onlyZone, null, null, HttpStatus.OK);
    }

    @PostMapping("/console/zones")
    @RolesAllowed("installation:write")
    ModelAndView register(@RequestParam(defaultValue = "") String name, Caller caller) {
        try {
            var zone = changes.register(context, caller, name.strip(), null, false);
            return new ModelAndView("redirect:/console/zones/" + zone.id());
        } catch (Rejection rejection) {
            return list(null, null, FormProblem.of(rejection), name, HttpStatus.UNPROCESSABLE_CONTENT);
        }
    }

    private ModelAndView list(
            @Nullable String cursor,
            @Nullable String onlyZone,
            @Nullable FormProblem problem,
            @Nullable String name,
            HttpStatus status) {
        var asked = PageRequest.from(MOST_SHOWN, cursor);
        var found = onlyZone == null
                ? zones.list(asked, null)
                : zones.find(onlyZone).stream().toList();
        var model = new HashMap<String, Object>();
        model.put("rows", rows(found));
        model.put("name", Objects.requireNonNullElse(name, ""));
        model.put("next", Page.of(found, asked).nextCursor());
        if (problem != null) {
            model.put("problem", problem);
        }
        return new ModelAndView("zone/list", model, status);
    }

    private List<Row> rows(List<RegisteredZone> found) {
        var ids = found.stream().map(RegisteredZone::id).toList();
        Map<String, Governance> governances =
                zones.governances(ids).stream().collect(Collectors.toMap(Governance::zoneId, Function.identity()));
        Map<String, Deployment> latest =
                deployments.latest(ids).stream().collect(Collectors.toMap(Deployment::zoneId, Function.identity()));
        return found.stream()
                .filter(zone -> governances.containsKey(zone.id()))
                .map(zone -> new Row(zone, Objects.requireNonNull(governances.get(zone.id())), latest.get(zone.id())))
                .toList();
    }
}
