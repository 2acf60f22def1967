package dev.edict.command.settings;

import static org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.edict.command.api.Caller;
import dev.edict.command.commandbus.RequestContext;
import dev.edict.command.settings.ZoneSettingsService.StoredSettings;
import dev.edict.command.zone.directory.ExistingZone;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Changes the settings of a zone over HTTP. */
@RestController
class ZoneSettingsController {

    private final ZoneSettingsService settings;
    private final RequestContext context;

    ZoneSettingsController(ZoneSettingsService settings, RequestContext context) {
        this.settings = settings;
        this.context = context;
    }

    @PutMapping("/v1/zones/{zoneId}/settings")
    @RolesAllowed("zone:write")
    @Operation(
            operationId = "changeZoneSettings",
            summary = "Replaces the settings of a zone; canaries and evidence stay if they are left out.",
            tags = "Zones")
    @ApiResponse(responseCode = "200", headers = @Header(name = "ETag"), useReturnTypeSchema = true)
    @ApiResponse(responseCode = "403", description = "global_token_required")
    @ApiResponse(responseCode = "404", description = "zone_not_found")
    @ApiResponse(responseCode = "412", description = "precondition_failed")
    @ApiResponse(responseCode = "default", content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    @ExistingZone
    ChangedSettings change(
            @PathVariable String zoneId,
            @Valid @RequestBody SettingsBody body,
            Caller caller,
            HttpServletResponse response) {
        var changed = settings.change(
                context, caller, zoneId, body.strict(), body.canaries(), body.evidence(), ChangedSettings::of);
        response.setHeader(HttpHeaders.ETAG, "\"z%d\"".formatted(changed.settingsSeq()));
        return changed;
    }

    /** Strict: rejects unknown keys. */
    record SettingsBody(
            @NotNull Boolean strict,
            @Nullable @Pattern(regexp = "off|warn|required") String canaries,
            @Nullable @Pattern(regexp = "none|warn|required") String evidence,
            @JsonAnySetter @Nullable @Size(max = 0, message = "unknown key") Map<String, Object> unknown) {}

    record ChangedSettings(boolean strict, String canaries, String evidence, @JsonIgnore long settingsSeq) {

        static ChangedSettings of(StoredSettings stored) {
            return new ChangedSettings(stored.strict(), stored.canaries(), stored.evidence(), stored.settingsSeq());
        }
    }
}
