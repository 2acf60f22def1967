package dev.edict.console.system;

import dev.edict.console.text.JsonText;
import dev.edict.fleet.roster.RosterReader;
import dev.edict.query.Page;
import dev.edict.query.PageRequest;
import dev.edict.query.installation.InstallationReader;
import dev.edict.query.token.AdminTokenReader;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.annotation.security.RolesAllowed;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Shows the installation to those whose token is for all zones. */
@Controller
@Hidden
class SystemPage {

    private static final int MOST_TOKENS = 50;

    private final NodeStatus node;
    private final InstallationReader installation;
    private final RosterReader roster;
    private final AdminTokenReader tokens;
    private final JsonText json;

    SystemPage(
            NodeStatus node,
            InstallationReader installation,
            RosterReader roster,
            AdminTokenReader tokens,
            JsonText json) {
        this.node = node;
        this.installation = installation;
        this.roster = roster;
        this.tokens = tokens;
        this.json = json;
    }

    /** @param cursor of the list of tokens; null for its first page */
    @GetMapping("/console/system")
    @RolesAllowed("installation:read")
    ModelAndView show(@RequestParam(required = false) @Nullable String cursor) {
        var asked = PageRequest.from(MOST_TOKENS, cursor);
        var model = new HashMap<String, @Nullable Object>();
        model.put("tokens", Page.of(tokens.list(asked), asked));
        model.put("points", roster.list(null));
        model.put("mostPoints", RosterReader.MOST);
        model.put("now", Instant.now());
        model.put("json", json);
        putNode(model);
        putServers(model);
        return new ModelAndView("system/show", model);
    }

    private void putNode(Map<String, @Nullable Object> model) {
        model.put("version", node.version());
        model.put("parts", node.parts());
        model.put("java", Runtime.version().toString());
        model.put(
                "startedAt",
                Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime()));
        model.put("process", ManagementFactory.getRuntimeMXBean().getName());
    }

    private void putServers(Map<String, @Nullable Object> model) {
        model.put("postgres", installation.serverVersion());
        model.put("connections", installation.connections());
        model.put("backlog", installation.relayBacklog());
        model.put("processors", installation.processors());
        model.put("logHead", installation.logHead());
        model.put("timelineHead", installation.timelineHead());
        model.put("stalled", installation.stalledZones());
        model.put("setAside", installation.decisionsSetAside());
    }
}
