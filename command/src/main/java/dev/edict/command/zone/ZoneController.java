package dev.edict.command.zone;

import static dev.edict.command.api.Rejection.Reason.DCR_SHUTDOWN_NOT_APPLICABLE;
import static dev.edict.command.api.Rejection.Reason.NO_FIELDS;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import dev.edict.command.api.Caller;
import dev.edict.command.api.zone.ChangeZone;
import dev.edict.command.commandbus.RequestContext;
import dev.edict.command.naming.NameText;
import dev.edict.command.naming.ReadableName;
import dev.edict.command.zone.ZoneService.ZoneRow;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Registers, changes and archives zones over HTTP (contract §1.5). */
@RestController
class ZoneController {

    private final ZoneService zones;
    private final RequestContext request;

    ZoneController(ZoneService zones, RequestContext request) {
        this.zones = zones;
        this.request = request;
    }

    @PostMapping("/v1/zones")
    @RolesAllowed("zones:write")
    @Operation(operationId = "createZone", summary = "Registers a zone.", tags = "Zones")
    @ApiResponse(responseCode = "400", description = "invalid_zone")
    @ApiResponse(responseCode = "409", description = "zone_slug_conflict, reserved_namespace")
    @ResponseStatus(HttpStatus.CREATED)
    ZoneRow register(@Valid @RequestBody ZoneBody body, Caller caller) {
        return zones.register(request, caller, body.name(), body.slug(), Boolean.TRUE.equals(body.dcrEnabled()));
    }

    @PatchMapping("/v1/zones/{zoneId}")
    @RolesAllowed("zone:write")
    @Operation(operationId = "changeZone", summary = "Changes the given properties of a zone.", tags = "Zones")
    @ApiResponse(responseCode = "400", description = "invalid_zone, no_fields, dcr_shutdown_not_applicable")
    @ApiResponse(responseCode = "404", description = "zone_not_found")
    @ApiResponse(responseCode = "409", description = "dcr_shutdown_required, zone_slug_conflict, reserved_namespace")
    @ApiResponse(responseCode = "500", description = "applications_unreadable")
    ZoneRow change(@PathVariable String zoneId, @Valid @RequestBody ZonePatch patch, Caller caller) {
        patch.requireSense();
        var change = new ChangeZone(
                zoneId,
                patch.name(),
                patch.slug(),
                patch.dcrEnabled(),
                patch.operatorCoauthorBadge(),
                patch.operatorGoverned());
        return zones.change(request, caller, change, patch.dcrShutdown());
    }

    @DeleteMapping("/v1/zones/{zoneId}")
    @RolesAllowed("zone:write")
    @Operation(operationId = "archiveZone", summary = "Archives and deactivates a zone.", tags = "Zones")
    @ApiResponse(responseCode = "404", description = "zone_not_found")
    @ApiResponse(responseCode = "412", description = "precondition_failed")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void archive(@PathVariable String zoneId) {
        zones.archive(request, zoneId);
    }

    /** Strict, as is {@link ZonePatch}: rejects unknown keys. */
    record ZoneBody(
            @NotNull @Size(min = 1, max = 120) @ReadableName String name,
            @Nullable @Size(max = 128) @Pattern(regexp = "[a-z0-9-]+") String slug,
            @Nullable Boolean dcrEnabled,
            @JsonAnySetter @Nullable @Size(max = 0, message = "unknown key") Map<String, Object> unknown) {

        ZoneBody {
            // the contract trims before it measures; the constraint rejects a missing name
            name = name == null ? null : NameText.kept(name);
        }
    }

    record ZonePatch(
            @Nullable @Size(min = 1, max = 120) @ReadableName String name,
            @Nullable @Size(max = 128) @Pattern(regexp = "[a-z0-9-]+") String slug,
            @Nullable Boolean dcrEnabled,
            @Nullable @Pattern(regexp = "keep_live|revoke_live") String dcrShutdown,
            @Nullable Boolean operatorCoauthorBadge,
            @Nullable Boolean operatorGoverned,
            @JsonAnySetter @Nullable @Size(max = 0, message = "unknown key") Map<String, Object> unknown) {

        ZonePatch {
            name = name == null ? null : NameText.kept(name);
        }

        void requireSense() {
            if (dcrShutdown != null && !Boolean.FALSE.equals(dcrEnabled)) {
                throw DCR_SHUTDOWN_NOT_APPLICABLE.because("dcr_shutdown is allowed only with dcr_enabled: false");
            }
            if (Stream.of(name, slug, dcrEnabled, operatorCoauthorBadge, operatorGoverned)
                    .allMatch(Objects::isNull)) {
                throw NO_FIELDS.because("the body contains no property to change");
            }
        }
    }
}
