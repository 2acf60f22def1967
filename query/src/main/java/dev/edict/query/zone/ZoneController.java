package dev.edict.query.zone;

import dev.edict.query.Page;
import dev.edict.query.PageRequest;
import dev.edict.query.QueryModule;
import dev.edict.query.QueryRejection;
import dev.edict.query.StateTag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;

/** Questions about zones over HTTP (contract §1.5). */
@RestController
class ZoneController {

    private final ZoneReader zones;

    ZoneController(ZoneReader zones) {
        this.zones = zones;
    }

    @GetMapping("/v1/zones")
    Page<RegisteredZone> list(
            HttpServletRequest request,
            @RequestAttribute(name = QueryModule.ACCOUNT_ATTRIBUTE, required = false) @Nullable String account) {
        var asked = PageRequest.of(request);
        return Page.of(zones.list(asked, account), asked);
    }

    @GetMapping("/v1/zones/{zoneId}")
    RegisteredZone get(@PathVariable String zoneId) {
        return zones.find(zoneId).orElseThrow(() -> notFound(zoneId));
    }

    @GetMapping("/v1/zones/{zoneId}/dcr-status")
    DcrStatus dcrStatus(@PathVariable String zoneId) {
        return zones.dcrStatus(zoneId).orElseThrow(() -> notFound(zoneId));
    }

    @GetMapping("/v1/zones/{zoneId}/active")
    Governance active(@PathVariable String zoneId, HttpServletResponse response) {
        var governance = zones.governance(zoneId).orElseThrow(() -> notFound(zoneId));
        StateTag.set(response, "a" + governance.activationSeq());
        return governance;
    }

    @GetMapping("/v1/zones/{zoneId}/settings")
    ZoneSettings settings(@PathVariable String zoneId, HttpServletResponse response) {
        var settings = zones.settings(zoneId).orElseThrow(() -> notFound(zoneId));
        StateTag.set(response, "z" + settings.settingsSeq());
        return settings;
    }

    private static QueryRejection notFound(String zoneId) {
        return QueryRejection.Reason.ZONE_NOT_FOUND.because("no zone %s", zoneId);
    }
}
