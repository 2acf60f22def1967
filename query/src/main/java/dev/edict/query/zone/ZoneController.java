package dev.edict.query.zone;

import static org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE;

import dev.edict.query.Page;
import dev.edict.query.PageRequest;
import dev.edict.query.QueryModule;
import dev.edict.query.QueryRejection;
import dev.edict.query.StateTag;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;

/** Reads zones over HTTP (contract §1.5). */
@RestController
class ZoneController {

    private final ZoneReader zones;

    ZoneController(ZoneReader zones) {
        this.zones = zones;
    }

    @GetMapping("/v1/zones")
    @RolesAllowed("zones:read")
    @Operation(
            operationId = "listZones",
            summary = "Lists zones, newest first, or finds the zone of a slug.",
            tags = "Zones")
    Page<RegisteredZone> list(
            PageRequest asked,
            SlugFilter filter,
            @RequestAttribute(name = QueryModule.ACCOUNT_ATTRIBUTE, required = false) @Nullable String account) {
        return Page.of(zones.list(asked, account, filter.slug()), asked);
    }

    @GetMapping("/v1/zones/{zoneId}")
    @RolesAllowed("zone:read")
    @Operation(operationId = "getZone", summary = "Gets a zone.", tags = "Zones")
    @ApiResponse(responseCode = "404", description = "zone_not_found")
    RegisteredZone get(@PathVariable String zoneId) {
        return zones.find(zoneId).orElseThrow(() -> notFound(zoneId));
    }

    @GetMapping("/v1/zones/{zoneId}/dcr-status")
    @RolesAllowed("zone:read")
    @Operation(operationId = "getDcrStatus", summary = "Counts self-registered applications.", tags = "Zones")
    @ApiResponse(responseCode = "404", description = "zone_not_found")
    @ApiResponse(responseCode = "500", description = "applications_unreadable")
    DcrStatus dcrStatus(@PathVariable String zoneId) {
        return zones.dcrStatus(zoneId).orElseThrow(() -> notFound(zoneId));
    }

    @GetMapping("/v1/zones/{zoneId}/active")
    @RolesAllowed("zone:read")
    @Operation(operationId = "getActive", summary = "Gets the governing version of a zone.", tags = "Governance")
    @ApiResponse(responseCode = "200", headers = @Header(name = "ETag"), useReturnTypeSchema = true)
    @ApiResponse(responseCode = "404", description = "zone_not_found")
    @ApiResponse(responseCode = "default", content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    Governance active(@PathVariable String zoneId, HttpServletResponse response) {
        var governance = zones.governance(zoneId).orElseThrow(() -> notFound(zoneId));
        StateTag.set(response, "a" + governance.activationSeq());
        return governance;
    }

    @GetMapping("/v1/zones/{zoneId}/settings")
    @RolesAllowed("zone:read")
    @Operation(operationId = "getZoneSettings", summary = "Gets the settings of a zone.", tags = "Zones")
    @ApiResponse(responseCode = "200", headers = @Header(name = "ETag"), useReturnTypeSchema = true)
    @ApiResponse(responseCode = "404", description = "zone_not_found")
    @ApiResponse(responseCode = "default", content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    ZoneSettings settings(@PathVariable String zoneId, HttpServletResponse response) {
        var settings = zones.settings(zoneId).orElseThrow(() -> notFound(zoneId));
        StateTag.set(response, "z" + settings.settingsSeq());
        return settings;
    }

    private static QueryRejection notFound(String zoneId) {
        return QueryRejection.Reason.ZONE_NOT_FOUND.because("no zone %s", zoneId);
    }
}
